package org.openstm.kiosk.walk;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.openstm.device.DeviceClass;

/// Parts of a test bed that are given and not created.
///
/// @param config folder to start from, with a terminal.yaml, a devices.yaml, `services/` and `trust/`,
///     each optional
/// @param data the kiosk's data folder
/// @param central a central that already runs; its demonstration port is used if it has one
/// @param devices a devices.yaml of devices that already exist; no simulator is started
/// @param display X display of the kiosk's window; empty for the display of the caller
/// @param collector address of the OTLP collector for the kiosk's telemetry
/// @param tls whether the started central uses TLS with certificates
/// @param more devices in addition to those of every demonstration; a chip card reader needs a `pcscd` and
///     the virtual reader
public record TestBedConfig(
        Optional<Path> config,
        Optional<Path> data,
        Optional<URI> central,
        Optional<Path> devices,
        Optional<String> display,
        Optional<URI> collector,
        boolean tls,
        Set<DeviceClass> more) {
    public TestBedConfig {
        more = Set.copyOf(more);
    }

    public static final TestBedConfig NEW =
            new TestBedConfig(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /// Without TLS.
    public TestBedConfig(Optional<Path> config, Optional<Path> data, Optional<URI> central, Optional<Path> devices) {
        this(config, data, central, devices, Optional.empty(), Optional.empty(), false, Set.of());
    }

    /// The same, with a central that uses TLS.
    public TestBedConfig withTls() {
        return new TestBedConfig(config, data, central, devices, display, collector, true, more);
    }

    /// The same, with a separate display for the kiosk's window: two walks can then run at once.
    public TestBedConfig withDisplay(String other) {
        return new TestBedConfig(config, data, central, devices, Optional.of(other), collector, tls, more);
    }

    /// The same, with telemetry.
    public TestBedConfig withCollector(URI there) {
        return new TestBedConfig(config, data, central, devices, display, Optional.of(there), tls, more);
    }

    /// The same, with more devices.
    public TestBedConfig withDevices(Set<DeviceClass> others) {
        return new TestBedConfig(config, data, central, devices, display, collector, tls, others);
    }

    /// Items laid over the shipped ones, if any are given.
    Optional<Path> servicesFolder() {
        return config.map(c -> c.resolve("services")).filter(Files::isDirectory);
    }

    /// The devices.yaml to use, if any is given.
    Optional<Path> devicesFile() {
        return devices.or(() -> config.map(c -> c.resolve("devices.yaml"))
                .filter(f -> f.toFile().isFile()));
    }
}
