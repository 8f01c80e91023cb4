package org.openstm.kiosk.journal;

import java.util.List;
import java.util.Map;
import org.openstm.kiosk.journal.model.EntryType;
import org.openstm.kiosk.journal.model.OutboxMessage;
import org.openstm.kiosk.journal.store.JournalWriter;
import org.openstm.kiosk.journal.store.OutboxQueries;
import org.openstm.kiosk.journal.store.SealContext;

/// Small messages about cases that are delivered to central once each, such as a rating.
public final class JournalOutbox {
    /// Member of a stored entry that names the kind of message: it stands in files and never changes.
    private static final String KIND = "parcel";

    private static final String ADD_MESSAGE = """
            INSERT INTO outbox(tx_id, op, state, body) VALUES (?, ?, 0, ?) ON CONFLICT DO NOTHING
            """;

    private static final String DELIVER = "UPDATE outbox SET state = 1 WHERE id = ? AND state = 0";

    private final JournalWriter writer;
    private final OutboxQueries queries;

    JournalOutbox(JournalWriter writer, OutboxQueries queries) {
        this.writer = writer;
        this.queries = queries;
    }

    /// Posts a small message to be delivered once, such as a rating. A second one of the same kind for a case
    /// is dropped.
    public void postMessage(String txId, String kind, byte[] body) {
        writer.commitChange(transaction -> {
            byte[] sealed = transaction.findCaseKey(txId).sealBytes(body, SealContext.messageContext(txId, kind));
            if (transaction.executeUpdate(ADD_MESSAGE, txId, kind, sealed) == 0) return false;
            transaction.appendEntry(EntryType.MESSAGE_POSTED, txId, Map.of(KIND, kind));
            return true;
        });
    }

    /// Messages that have not been delivered.
    public List<OutboxMessage> pendingMessages() {
        return queries.pendingMessages();
    }

    public void markDelivered(OutboxMessage message) {
        writer.commitChange(transaction -> {
            if (transaction.executeUpdate(DELIVER, message.id()) == 0) return false;
            transaction.appendEntry(EntryType.DELIVERED, message.txId(), Map.of(KIND, message.kind()));
            return true;
        });
    }
}
