package org.openstm.kiosk.walk;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// What of a town is not made anew but given.
///
/// @param config folder with a terminal.yaml, and perhaps a devices.yaml, to start from
/// @param data the kiosk's data folder
/// @param central a centre that runs already; its demonstration door is used where it has one
/// @param devices a devices.yaml of devices that stand already; no simulator is started
public record Grounds(Optional<Path> config, Optional<Path> data, Optional<URI> central, Optional<Path> devices) {
    public static final Grounds NEW =
            new Grounds(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /// The devices.yaml to use, if any is given.
    Optional<Path> devicesFile() {
        return devices.or(() -> config.map(c -> c.resolve("devices.yaml"))
                .filter(f -> f.toFile().isFile()));
    }
}
