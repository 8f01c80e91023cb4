package org.openstm.kiosk.app.cli.central;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.openstm.kiosk.app.cli.CentralVocabulary;
import org.openstm.kiosk.catalog.load.KnownNames;
import org.openstm.kiosk.reference.demo.ReferenceNames;

/// The names of the reference central.
public final class ReferenceVocabulary implements CentralVocabulary {
    @Override
    public KnownNames knownNames(Optional<Path> services) {
        var names = ReferenceNames.of(services);
        return new KnownNames(Map.of(), names.lists(), names.systems(), names.values());
    }
}
