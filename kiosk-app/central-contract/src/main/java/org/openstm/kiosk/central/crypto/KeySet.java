package org.openstm.kiosk.central.crypto;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstm.kiosk.central.json.ContractViolationException;
import org.openstm.kiosk.central.json.StrictJson;

/// Central's current and next signing keys. To be trusted only if one of the signatures was made by a key that
/// is already trusted.
///
/// @param version increasing; a terminal takes no lower one than it has taken
/// @param signatures detached JWS over the other members, one for each key that central had in force
public record KeySet(int version, List<Entry> keys, List<String> signatures) {
    private static final int MOST_KEYS = 8;

    /// @param from start of the key's validity
    /// @param until end of the key's validity; empty while unknown
    public record Entry(ECKey key, Instant from, Optional<Instant> until) {
        public boolean isInForce(Instant now) {
            return !now.isBefore(from) && until.map(now::isBefore).orElse(true);
        }
    }

    public KeySet {
        keys = List.copyOf(keys);
        signatures = List.copyOf(signatures);
        if (version < 1) throw new ContractViolationException("key sets are numbered from 1");
        if (keys.isEmpty() || keys.size() > MOST_KEYS)
            throw new ContractViolationException(
                    "a key set of " + keys.size() + " keys: 1 to " + MOST_KEYS + " are taken");
        var names = new HashSet<String>();
        for (var one : keys) {
            if (!names.add(one.key.getKeyID()))
                throw new ContractViolationException("the kid " + one.key.getKeyID() + " stands there twice");
            if (one.until.isPresent() && !one.from.isBefore(one.until.get()))
                throw new ContractViolationException("the key " + one.key.getKeyID() + " ends before it begins");
        }
    }

    /// @throws ContractViolationException if it breaks the contract
    public static KeySet of(StrictJson json) {
        var keys = new ArrayList<Entry>();
        for (var one : json.objectList("keys"))
            keys.add(new Entry(
                    parseKey(one.text("key")),
                    one.instant("from"),
                    one.has("until") ? Optional.of(one.instant("until")) : Optional.empty()));
        return new KeySet(json.integer("version"), keys, json.textList("signatures"));
    }

    private static ECKey parseKey(String jwk) {
        try {
            var key = ECKey.parse(jwk);
            if (key.isPrivate()
                    || !Curve.P_256.equals(key.getCurve())
                    || key.getKeyUse() != null
                    || key.getKeyID() == null
                    || key.getKeyID().isEmpty()) throw new ContractViolationException("no key to sign with");
            return key;
        } catch (ParseException broken) {
            throw new ContractViolationException("'key' is not a JWK");
        }
    }

    public boolean hasKey(String kid) {
        return keys.stream().anyMatch(one -> kid.equals(one.key.getKeyID()));
    }

    public Map<String, Object> toJsonTree() {
        var tree = unsignedTree();
        tree.put("signatures", signatures);
        return tree;
    }

    private Map<String, Object> unsignedTree() {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("version", version);
        tree.put("keys", keys.stream().map(KeySet::entryTree).toList());
        return tree;
    }

    private static Map<String, Object> entryTree(Entry one) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("key", one.key.toJSONString());
        tree.put("from", one.from);
        one.until.ifPresent(end -> tree.put("until", end));
        return tree;
    }

    /// The same, signed.
    public KeySet signedBy(List<SigningKey> signers) {
        return new KeySet(
                version,
                keys,
                signers.stream()
                        .map(key -> key.signPayload(StrictJson.toCanonicalBytes(unsignedTree()), Map.of()))
                        .toList());
    }
}
