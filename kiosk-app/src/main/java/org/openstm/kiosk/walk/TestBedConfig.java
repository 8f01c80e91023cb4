package org.openstm.kiosk.walk;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.openstm.device.DeviceClass;

/// What of a town is not made anew but given.
///
/// @param config folder to start from, with a terminal.yaml, a devices.yaml, `services/` and `trust/`,
///     each if it is there
/// @param data the kiosk's data folder
/// @param central a centre that runs already; its demonstration door is used where it has one
/// @param devices a devices.yaml of devices that stand already; no simulator is started
/// @param display X display of the kiosk's window; empty for the one of whoever starts it
/// @param collector where the kiosk's telemetry goes (OTLP)
/// @param tls whether the centre that is made speaks TLS with certificates
/// @param more devices besides those of every demonstration; a reader of chip cards needs a `pcscd` and
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

    /// The same, with a centre that speaks TLS.
    public TestBedConfig withTls() {
        return new TestBedConfig(config, data, central, devices, display, collector, true, more);
    }

    /// The same, with the kiosk's window on a display of its own: two walks then go side by side.
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

    /// Items that lie over the shipped ones, if any are given.
    Optional<Path> servicesFolder() {
        return config.map(c -> c.resolve("services")).filter(Files::isDirectory);
    }

    /// The devices.yaml to use, if any is given.
    Optional<Path> devicesFile() {
        return devices.or(() -> config.map(c -> c.resolve("devices.yaml"))
                .filter(f -> f.toFile().isFile()));
    }
}
