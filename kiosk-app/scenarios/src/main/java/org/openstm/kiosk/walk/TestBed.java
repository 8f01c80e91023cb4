package org.openstm.kiosk.walk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openstm.kiosk.process.ChildProcess;
import org.openstm.kiosk.process.CommandFailedException;
import org.openstm.kiosk.process.KioskControlClient;
import tools.jackson.databind.json.JsonMapper;

/// The complete environment of a demonstration: simulated devices on real links, central, and the kiosk
/// itself.
public final class TestBed implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder;
    private final TestBedJvmOptions java;
    private final boolean windowed;
    private final TestBedConfig grounds;
    private final TestBedFiles files;
    private final SimulatedDevices devices;
    private final DeviceSwapRequests swaps;
    private final DemoCentralClient demoCentral;
    private @Nullable ChildProcess central;
    private @Nullable ChildProcess kiosk;
    private @Nullable KioskControlClient line;
    private URI centralUri = URI.create("http://127.0.0.1:0");

    /// @param folder folder for all files of this test bed
    public TestBed(Path folder, TestBedJvmOptions java, boolean windowed) {
        this(folder, java, windowed, TestBedConfig.NEW);
    }

    /// As above, with the given configuration.
    public TestBed(Path folder, TestBedJvmOptions java, boolean windowed, TestBedConfig grounds) {
        this.grounds = grounds;
        this.folder = folder;
        this.java = java;
        this.windowed = windowed;
        this.files = new TestBedFiles(folder, grounds);
        this.devices = new SimulatedDevices(files);
        this.swaps = new DeviceSwapRequests(devices, dataFolder().resolve("control.sock"));
        this.demoCentral = new DemoCentralClient(
                centralUri,
                grounds.tls() ? Optional.of(folder.resolve("central").resolve("central-ca.pem")) : Optional.empty());
    }

    TestBedFiles files() {
        return files;
    }

    public SimulatedDevices devices() {
        return devices;
    }

    DeviceSwapRequests swaps() {
        return swaps;
    }

    public DemoCentralClient demoCentral() {
        return demoCentral;
    }

    /// Starts devices, central and kiosk, in this order.
    public void open() throws InterruptedException {
        try {
            Files.createDirectories(folder);
            if (grounds.devicesFile().isEmpty()) devices.startDevices(grounds.more());
            if (grounds.central().isPresent()) useCentral(grounds.central().get());
            else startCentral();
            files.writeConfiguration(centralUri, devices);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
        startKiosk();
    }

    public void startCentral() {
        var arguments = new ArrayList<>(
                List.of("central", "--demo", "--data", folder.resolve("central").toString()));
        arguments.addAll(List.of("--port", "" + centralUri.getPort()));
        if (grounds.tls()) arguments.add("--tls");
        grounds.servicesFolder().ifPresent(added -> arguments.addAll(List.of("--services", added.toString())));
        // these processes end before the second compiler would pay off
        var jvm = new ArrayList<>(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m"));
        jvm.addAll(java.central());
        central = ChildProcess.start(jvm, arguments, folder.resolve("central.log"));
        useCentral(URI.create(central.firstLine()));
    }

    private void useCentral(URI started) {
        centralUri = started;
        demoCentral.useCentral(started);
    }

    public void killCentral() throws InterruptedException {
        if (central != null) central.kill();
    }

    public void startKiosk() throws InterruptedException {
        var arguments = new ArrayList<>(
                List.of("kiosk", "--config", folder.resolve("config").toString()));
        arguments.addAll(List.of("--data", dataFolder().toString()));
        if (windowed) arguments.add("--windowed");
        var where = grounds.display().map(d -> Map.of("DISPLAY", d)).orElse(Map.of());
        // an installed terminal lets no process read its memory; a walk must (`expect no-residue`)
        var words = new ArrayList<>(java.kiosk());
        words.add("-XX:-DisableAttachMechanism");
        // JavaFX unpacks its libraries into a folder of the user: of two kiosks that do so at once on a new
        // machine, one loads the other's half-written file and crashes
        words.add("-Djavafx.cachedir=" + folder.resolve("javafx").toAbsolutePath());
        var started = ChildProcess.start(words, arguments, where, folder.resolve("kiosk.log"));
        kiosk = started;
        for (int i = 0; i < 600; i++) {
            if (!started.isAlive())
                throw new CommandFailedException("the kiosk ended; see " + folder.resolve("kiosk.log"));
            try {
                line = KioskControlClient.open(dataFolder().resolve("control.sock"));
                line.sendCommand("screen");
                return;
            } catch (IOException | CommandFailedException notYet) {
                Thread.sleep(100);
            }
        }
        throw new CommandFailedException("the kiosk did not start within a minute; see " + folder.resolve("kiosk.log"));
    }

    public void killKiosk() throws InterruptedException {
        if (kiosk != null) kiosk.kill();
        line = null;
    }

    /// The running kiosk as an operating-system process, with its driver hosts as children.
    public ProcessHandle kioskProcess() {
        if (kiosk == null) throw new CommandFailedException("no kiosk is running");
        return kiosk.processHandle();
    }

    public boolean isKioskAlive() {
        return kiosk != null && kiosk.isAlive();
    }

    public Path dataFolder() {
        return grounds.data().orElse(folder.resolve("kiosk"));
    }

    public Path folder() {
        return folder;
    }

    /// Sends a line to the kiosk's control socket.
    public String sendToKiosk(String words) {
        if (line == null) throw new CommandFailedException("no kiosk is running");
        return line.sendCommand(words);
    }

    /// Installs a driver bundle in the running kiosk, as an engineer does.
    public void installBundle(Path bundle) {
        var order = Map.of("file", bundle.toAbsolutePath().toString(), "by", "walk");
        var ended = JSON.readTree(sendToKiosk("device install " + JSON.writeValueAsString(order)));
        if (!ended.path("outcome").asString("").equals("installed"))
            throw new CommandFailedException(ended.path("says").asString(""));
    }

    @Override
    public void close() {
        if (kiosk != null) kiosk.close();
        if (central != null) central.close();
        devices.close();
        swaps.close();
    }
}
