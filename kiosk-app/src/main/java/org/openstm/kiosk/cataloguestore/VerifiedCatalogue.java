package org.openstm.kiosk.cataloguestore;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openstm.kiosk.central.terminal.CatalogueManifest;

/// A catalogue of the centre that was proven, file by file, and found without a mistake.
///
/// @param files their texts, by name, in the order of the manifest
public record VerifiedCatalogue(CatalogueManifest manifest, Map<String, String> files) {
    public VerifiedCatalogue {
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    }
}
