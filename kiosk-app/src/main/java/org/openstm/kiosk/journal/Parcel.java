package org.openstm.kiosk.journal;

import java.util.Map;

/// Something small that waits to be delivered.
///
/// @param body of a `paper`: [#words]; of others: what was posted
public record Parcel(long id, String txId, String kind, byte[] body) {
    /// The body of a paper: `effect`, `paper`, `copy`, `result`, `evidence`, `sequence`.
    public Map<String, String> words() {
        return Words.read(body);
    }

    @Override
    public String toString() {
        return "Parcel[" + kind + " of " + txId + "]";
    }
}
