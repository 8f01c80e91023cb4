package org.openstm.kiosk.central.crypto;

import java.util.HashMap;
import java.util.Map;
import org.openstm.kiosk.central.json.StrictJson;

/// A program for phones whose codes the centre believes.
///
/// @param id as its codes name it (`iss`)
/// @param keys by their `kid`
/// @param levels how far each of its ways to know a person (`acr`) counts: `L1`, `L2` or `L3`
public record AppIssuer(String id, Map<String, AppVerificationKey> keys, Map<String, String> levels) {
    public AppIssuer {
        keys = Map.copyOf(keys);
        levels = Map.copyOf(levels);
    }

    public static AppIssuer of(StrictJson json) {
        var keys = new HashMap<String, AppVerificationKey>();
        for (var jwk : json.objectList("keys")) {
            var key = AppVerificationKey.of(jwk);
            keys.put(key.id(), key);
        }
        return new AppIssuer(json.text("issuer"), keys, json.textMap("levels"));
    }
}
