package org.openstm.kiosk.central.terminal;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openstm.kiosk.central.json.StrictJson;

/// Central's signed statement that it has seen a terminal's journal up to an entry.
///
/// @param hash of the entry `seq`, hex
/// @param signature detached JWS over the canonical form of the other members
public record JournalCountersignature(String terminal, long seq, String hash, Instant at, String signature) {
    /// The bytes that are signed; the signature is empty in them.
    public Map<String, Object> toJsonTree() {
        var json = new LinkedHashMap<String, Object>();
        json.put("terminal", terminal);
        json.put("seq", seq);
        json.put("hash", hash);
        json.put("at", at);
        json.put("signature", signature);
        return json;
    }

    public static JournalCountersignature of(StrictJson json) {
        return new JournalCountersignature(
                json.text("terminal"),
                json.longValue("seq"),
                json.text("hash"),
                json.instant("at"),
                json.text("signature"));
    }
}
