package org.openstm.kiosk.central;

import java.util.HashMap;
import java.util.Map;

/// A program for phones whose codes the centre believes.
///
/// @param id as its codes name it (`iss`)
/// @param keys by their `kid`
/// @param levels how far each of its ways to know a person (`acr`) counts: `L1`, `L2` or `L3`
public record AppIssuer(String id, Map<String, AppKey> keys, Map<String, String> levels) {
    public AppIssuer {
        keys = Map.copyOf(keys);
        levels = Map.copyOf(levels);
    }

    static AppIssuer of(Json json) {
        var keys = new HashMap<String, AppKey>();
        for (var jwk : json.objects("keys")) {
            var key = AppKey.of(jwk);
            keys.put(key.id(), key);
        }
        return new AppIssuer(json.text("issuer"), keys, json.texts("levels"));
    }
}
