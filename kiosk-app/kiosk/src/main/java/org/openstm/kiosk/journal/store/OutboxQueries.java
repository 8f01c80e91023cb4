package org.openstm.kiosk.journal.store;

import java.util.List;
import org.openstm.kiosk.journal.model.OutboxMessage;

/// Messages that wait in the outbox.
public final class OutboxQueries {
    /// The reversal is deleted with its payment.
    private static final String MESSAGES =
            "SELECT id, tx_id, op, body FROM outbox WHERE state = 0 AND op <> 'reversal' ORDER BY id";

    private final JournalReader reader;

    public OutboxQueries(JournalReader reader) {
        this.reader = reader;
    }

    public List<OutboxMessage> pendingMessages() {
        return reader.queryRows(MESSAGES, row -> {
            String txId = row.getString(2);
            String kind = row.getString(3);
            byte[] body = reader.findCaseKey(txId).openBytes(row.getBytes(4), SealContext.messageContext(txId, kind));
            return new OutboxMessage(row.getLong(1), txId, kind, body);
        });
    }
}
