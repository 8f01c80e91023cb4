package org.openstm.kiosk.walk;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The files of a test bed: the kiosk's configuration, the ports for devices and the sticks.
final class TestBedFiles {
    private final Path folder;
    private final TestBedConfig grounds;

    TestBedFiles(Path folder, TestBedConfig grounds) {
        this.folder = folder;
        this.grounds = grounds;
    }

    Path folder() {
        return folder;
    }

    Path portsFolder() {
        return folder.toAbsolutePath().resolve("ports");
    }

    private Path sticksFolder() {
        return folder.toAbsolutePath().resolve("media");
    }

    /// Writes the given configuration, or that of the demonstration, with the addresses of this test bed.
    void writeConfiguration(URI central, SimulatedDevices devices) throws IOException {
        var config = Files.createDirectories(folder.resolve("config"));
        var terminal = new StringBuilder();
        for (var line : configText("terminal.yaml").lines().toList())
            if (!line.startsWith("central:")) terminal.append(line).append('\n');
        terminal.append("central: ").append(central).append('\n');
        grounds.collector()
                .ifPresent(uri -> terminal.append("telemetry: ").append(uri).append('\n'));
        if (terminal.indexOf("serialPorts:") < 0)
            terminal.append("serialPorts: ")
                    .append(portsFolder())
                    .append("\nusbPrinters: ")
                    .append(folder.resolve("usb"))
                    .append("\nsticks: ")
                    .append(sticksFolder())
                    .append('\n');
        Files.writeString(config.resolve("terminal.yaml"), terminal);
        Files.writeString(config.resolve("staff.yaml"), configText("staff.yaml"));
        var given = grounds.devicesFile();
        Files.writeString(
                config.resolve("devices.yaml"),
                given.isPresent() ? Files.readString(given.get()) : devices.toDevicesYaml());
        if (grounds.config().isPresent())
            copyTrustedKeys(grounds.config().get().resolve("trust"), config.resolve("trust"));
        if (grounds.servicesFolder().isPresent())
            copyFolder(grounds.servicesFolder().get(), config.resolve("services"));
    }

    /// The trusted signers of driver bundles.
    private static void copyTrustedKeys(Path keys, Path into) throws IOException {
        if (!Files.isDirectory(keys)) return;
        Files.createDirectories(into);
        try (var all = Files.list(keys)) {
            for (var key : all.toList()) Files.copy(key, into.resolve(key.getFileName()));
        }
    }

    private static void copyFolder(Path from, Path into) throws IOException {
        try (var all = Files.walk(from)) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                var there = into.resolve(from.relativize(file).toString());
                Files.createDirectories(there.getParent());
                Files.copy(file, there);
            }
        }
    }

    /// The given files, or the demonstration's.
    private String configText(String name) throws IOException {
        var given = grounds.config().map(folder -> folder.resolve(name)).filter(Files::isReadable);
        if (given.isPresent()) return Files.readString(given.get());
        try (InputStream demo = TestBedFiles.class.getResourceAsStream("/org/openstm/kiosk/demo/" + name)) {
            if (demo == null) throw new IllegalStateException("the demonstration's " + name + " is missing in the jar");
            return new String(demo.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// Inserts a stick with the driver of the demonstration's vendor.
    ///
    /// @param forged whether it is signed by a stranger in the vendor's name
    void insertStick(String version, boolean forged) {
        try {
            DemoDriverMaker.openAt(
                            folder.resolve("maker"), folder.resolve("config").resolve("trust"))
                    .packBundle(
                            version,
                            forged,
                            Files.createDirectories(sticksFolder().resolve("STICK")));
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
