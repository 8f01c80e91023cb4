package org.openstm.kiosk.walk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.openstm.device.DeviceClass;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.device.sim.link.DeviceSimulator;
import org.openstm.kiosk.process.CommandFailedException;

/// The simulated devices of a test bed: one of a class is connected, and those that it replaced are kept.
public final class SimulatedDevices implements AutoCloseable {
    private static final Map<DeviceClass, String> DRIVERS = Map.of(
            DeviceClass.ID_CARD_READER, "samv",
            DeviceClass.RECEIPT_PRINTER, "escpos",
            DeviceClass.DOCUMENT_PRINTER, "ipp",
            DeviceClass.BARCODE_READER, "serial",
            DeviceClass.CHIP_CARD_READER, "pcsc",
            DeviceClass.CAMERA, "mjpeg",
            DeviceClass.LIGHTS, "board");

    private static final Set<DeviceClass> IN_EVERY_TOWN = Set.of(
            DeviceClass.ID_CARD_READER,
            DeviceClass.RECEIPT_PRINTER,
            DeviceClass.DOCUMENT_PRINTER,
            DeviceClass.BARCODE_READER,
            DeviceClass.CAMERA);

    static final String ON_A_LINE = "tcp://127.0.0.1:0";

    private final TestBedFiles files;
    private final Map<DeviceClass, DeviceSimulator> devices = new EnumMap<>(DeviceClass.class);

    /// Devices that were disconnected; they are kept for a rollback.
    private final List<DeviceSimulator> replaced = new ArrayList<>();

    SimulatedDevices(TestBedFiles files) {
        this.files = files;
    }

    /// Starts the devices of every demonstration, and these.
    void startDevices(Set<DeviceClass> more) throws IOException {
        var classes = DRIVERS.keySet().stream()
                .filter(one -> IN_EVERY_TOWN.contains(one) || more.contains(one))
                .sorted()
                .toList();
        for (var one : classes)
            devices.put(
                    one,
                    SimulatorFactory.startSimulator(
                            one, ON_A_LINE, files.folder().resolve("papers")));
    }

    /// The devices as a `devices.yaml`.
    String toDevicesYaml() {
        var yaml = new StringBuilder("devices:\n");
        for (var one : devices.values())
            yaml.append("  - id: ")
                    .append(one.deviceClass().text())
                    .append("-1\n    class: ")
                    .append(one.deviceClass().text())
                    .append("\n    driver: ")
                    .append(DRIVERS.get(one.deviceClass()))
                    .append("\n    link: \"")
                    .append(one.link())
                    .append("\"\n");
        return yaml.toString();
    }

    DeviceSimulator findSimulator(DeviceClass which) {
        return Optional.ofNullable(devices.get(which))
                .orElseThrow(() -> new CommandFailedException("no simulated " + which.text()));
    }

    /// Starts a device that may replace the one of a class; it is not connected yet.
    DeviceSimulator startReplacement(DeviceClass which, String line) {
        try {
            return SimulatorFactory.startSimulator(
                    which, line, files.folder().resolve("papers-of-" + which.text() + "-" + (replaced.size() + 2)));
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    /// Keeps a device that is not connected, for a rollback.
    void keepAside(DeviceSimulator device) {
        replaced.add(device);
    }

    /// Connects a device in place of the one of this class; later steps refer to it.
    void connect(DeviceClass which, DeviceSimulator device) {
        replaced.remove(device);
        replaced.add(findSimulator(which));
        devices.put(which, device);
    }

    public String sendToDevice(DeviceClass which, String words) {
        var answer = findSimulator(which).runControlLine(words);
        if (!answer.startsWith("ok")) throw new CommandFailedException(which.text() + ": " + answer);
        return answer.substring(2).strip();
    }

    public List<Path> printedPapers(DeviceClass which) {
        return findSimulator(which).printedPapers();
    }

    /// Connects another device of this class to a serial port; later steps refer to it.
    ///
    /// @param name name of the port's node, as the kernel forms it from vendor, model and number
    void plugDevice(DeviceClass which, String name) {
        try {
            Files.createDirectories(files.portsFolder());
            var fresh = SimulatorFactory.startSimulator(
                    which,
                    "pty:" + files.portsFolder().resolve(name),
                    files.folder().resolve("papers-of-" + name));
            connect(which, fresh);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    /// Reconnects the device of this class that was disconnected last; later steps refer to it.
    void plugBack(DeviceClass which) {
        var before = replaced.reversed().stream()
                .filter(one -> one.deviceClass() == which)
                .findFirst()
                .orElseThrow(() -> new CommandFailedException("no " + which.text() + " was disconnected"));
        connect(which, before);
        sendToDevice(which, "plug");
    }

    @Override
    public void close() {
        for (var device : devices.values()) device.close();
        for (var device : replaced) device.close();
    }
}
