package org.openstm.kiosk.walk;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.openstm.device.DeviceClass;
import org.openstm.device.sim.link.DeviceSimulator;
import org.openstm.kiosk.process.CommandFailedException;
import org.openstm.kiosk.process.KioskControlClient;
import tools.jackson.databind.json.JsonMapper;

/// Swaps of devices, links and drivers that a walk requests of the running kiosk, as an engineer does.
final class DeviceSwapRequests implements AutoCloseable {
    /// Driver of a device behind a vendor's service.
    private static final String SERVICE = "xfs4iot";

    /// Driver that reads codes from a camera's picture.
    private static final String BY_CAMERA = "camera";

    /// Driver of a scanner that acts as a keyboard.
    private static final String BY_KEYS = "evdev";

    private static final String BEHIND_A_SERVICE = "ws://127.0.0.1:0";
    private static final JsonMapper JSON = new JsonMapper();

    /// A requested swap; without a new device only the driver changes.
    private record PendingSwap(Optional<DeviceSimulator> fresh, BlockingQueue<String> answer) {}

    private final SimulatedDevices devices;
    private final Path controlSocket;
    private final Set<DeviceSimulator> keyboards = new HashSet<>();
    private final Map<DeviceClass, PendingSwap> swaps = new EnumMap<>(DeviceClass.class);
    private final List<Long> swapMillis = new ArrayList<>();

    DeviceSwapRequests(SimulatedDevices devices, Path controlSocket) {
        this.devices = devices;
        this.controlSocket = controlSocket;
    }

    /// Replaces a device by another one of this class, as an engineer does. Returns at
    /// once: the kiosk lets the running session finish if it needs the device.
    void swapDevice(DeviceClass which) {
        var fresh = devices.startReplacement(which, SimulatedDevices.ON_A_LINE);
        beginSwap(which, Optional.of(fresh), Map.of("link", fresh.link()));
    }

    /// Has another driver serve the present device, or, if that driver uses a different connection, another
    /// device; otherwise as above.
    ///
    /// @param driver as in `devices.yaml`
    void swapDevice(DeviceClass which, String driver) {
        var wanted = peerOfDriver(which, driver);
        if (wanted == currentPeer(which)) {
            swapDevice(which, driver, devices.findSimulator(which).link());
            return;
        }
        var fresh = switch (wanted) {
            case A_LINE -> devices.startReplacement(which, SimulatedDevices.ON_A_LINE);
            case A_SERVICE -> devices.startReplacement(which, BEHIND_A_SERVICE);
            case A_CAMERA -> devices.startReplacement(DeviceClass.CAMERA, SimulatedDevices.ON_A_LINE);
            case A_KEYBOARD -> withKeyboardMode(devices.startReplacement(which, SimulatedDevices.ON_A_LINE));
        };
        beginSwap(which, Optional.of(fresh), Map.of("driver", driver, "link", fresh.link()));
    }

    /// As above, over another link to the present device.
    ///
    /// @param link `{port}` in it is the device's own
    void swapDevice(DeviceClass which, String driver, String link) {
        var port = URI.create(devices.findSimulator(which).link()).getPort();
        beginSwap(which, Optional.empty(), Map.of("driver", driver, "link", link.replace("{port}", "" + port)));
    }

    /// The connection that a driver uses.
    private enum DriverPeer {
        A_LINE,
        A_SERVICE,
        A_CAMERA,
        A_KEYBOARD
    }

    private DeviceSimulator withKeyboardMode(DeviceSimulator scanner) {
        scanner.runControlLine("keys on");
        keyboards.add(scanner);
        return scanner;
    }

    private static DriverPeer peerOfDriver(DeviceClass which, String driver) {
        if (driver.equals(SERVICE)) return DriverPeer.A_SERVICE;
        if (driver.equals(BY_KEYS)) return DriverPeer.A_KEYBOARD;
        return which == DeviceClass.BARCODE_READER && driver.equals(BY_CAMERA)
                ? DriverPeer.A_CAMERA
                : DriverPeer.A_LINE;
    }

    private DriverPeer currentPeer(DeviceClass which) {
        var there = devices.findSimulator(which);
        if (there.link().startsWith("ws:")) return DriverPeer.A_SERVICE;
        if (keyboards.contains(there)) return DriverPeer.A_KEYBOARD;
        return there.deviceClass() == which ? DriverPeer.A_LINE : DriverPeer.A_CAMERA;
    }

    private void beginSwap(DeviceClass which, Optional<DeviceSimulator> fresh, Map<String, String> wanted) {
        var swap = new PendingSwap(fresh, new LinkedBlockingQueue<>());
        swaps.put(which, swap);
        var order = new HashMap<>(wanted);
        order.putAll(Map.of("id", which.text() + "-1", "by", "walk"));
        Thread.ofVirtual().start(() -> swap.answer().add(requestSwap(order)));
    }

    private String requestSwap(Map<String, String> order) {
        try (var own = KioskControlClient.open(controlSocket)) {
            return own.sendCommand("device swap " + JSON.writeValueAsString(order));
        } catch (IOException | CommandFailedException problem) {
            return JSON.writeValueAsString(Map.of("says", String.valueOf(problem.getMessage())));
        }
    }

    /// Waits for the end of the last swap of this class; later steps refer to the new device.
    ///
    /// @param outcome `swapped` or `rolled-back`
    void awaitSwap(DeviceClass which, String outcome, Duration patience) throws InterruptedException {
        var swap = Optional.ofNullable(swaps.remove(which))
                .orElseThrow(() -> new CommandFailedException("no swap is in progress for " + which.text()));
        swap.fresh().ifPresent(devices::keepAside);
        var answer = Optional.ofNullable(swap.answer().poll(patience.toMillis(), TimeUnit.MILLISECONDS))
                .orElseThrow(() -> new CommandFailedException("the swap of the " + which.text() + " has not ended"));
        var ended = JSON.readTree(answer);
        if (!ended.path("outcome").asString("").equals(outcome))
            throw new CommandFailedException(
                    which.text() + ": " + ended.path("says").asString(""));
        if (!outcome.equals("swapped")) return;
        swapMillis.add(ended.path("millis").asLong());
        swap.fresh().ifPresent(fresh -> devices.connect(which, fresh));
    }

    /// How long each swap kept its device unavailable, in milliseconds.
    List<Long> swapMillis() {
        return List.copyOf(swapMillis);
    }

    @Override
    public void close() {
        for (var swap : swaps.values()) swap.fresh().ifPresent(DeviceSimulator::close);
    }
}
