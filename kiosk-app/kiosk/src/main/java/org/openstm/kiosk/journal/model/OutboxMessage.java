package org.openstm.kiosk.journal.model;

import java.util.Map;

/// A small message that waits to be delivered.
///
/// @param body of a `paper`: [#paperDetails]; of others: the body as it was posted
public record OutboxMessage(long id, String txId, String kind, byte[] body) {
    /// The body of a paper: `effect`, `paper`, `copy`, `result`, `evidence`, `sequence`.
    public Map<String, String> paperDetails() {
        return EntryText.parseValues(body);
    }

    @Override
    public String toString() {
        return "OutboxMessage[" + kind + " of " + txId + "]";
    }
}
