package org.openstm.kiosk.central.crypto;

import java.util.HashMap;
import java.util.Map;
import org.openstm.kiosk.central.json.StrictJson;

/// A phone app whose codes central trusts.
///
/// @param id issuer name in its codes (`iss`)
/// @param keys by their `kid`
/// @param levels level of each of its ways to authenticate a person (`acr`): `L1`, `L2` or `L3`
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
