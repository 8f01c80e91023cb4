package org.openstm.kiosk.cataloguestore;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openstm.kiosk.central.terminal.CatalogueManifest;

/// A catalogue of central whose files were all verified and found free of errors.
///
/// @param files their texts, by name, in the order of the manifest
public record VerifiedCatalogue(CatalogueManifest manifest, Map<String, String> files) {
    public VerifiedCatalogue {
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    }
}
