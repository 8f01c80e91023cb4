package org.openstm.kiosk.app.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.openstm.kiosk.catalog.load.KnownNames;

/// Lists, systems and values of a central that this installation has, found by [java.util.ServiceLoader]. A terminal
/// has
/// none: there, items may use what the shipped items use.
@FunctionalInterface
public interface CentralVocabulary {
    /// @param services folder of items, with the `demo.yaml` beside it
    KnownNames knownNames(Optional<Path> services);
}
