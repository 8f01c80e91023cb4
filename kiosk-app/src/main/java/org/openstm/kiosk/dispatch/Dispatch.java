package org.openstm.kiosk.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstm.kiosk.central.CentralApi;
import org.openstm.kiosk.central.Receipt;
import org.openstm.kiosk.journal.Case;
import org.openstm.kiosk.journal.Journal;

/// Sends what the journal holds, and says what became of it.
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString"}) // bodies follow
public final class Dispatch implements AutoCloseable {
    /// What a citizen can be told about a case.
    public sealed interface Fate {
        record Accepted(Receipt receipt) implements Fate {}

        /// @param code such as `not-of-age`, `same-again`, `quota-gone`
        /// @param message by language tag
        /// @param facts such as `caseNumber` of the earlier case, `next` free slot
        /// @param receipt absent where central refused to open a case at all
        record Rejected(String code, Map<String, String> message, Map<String, String> facts, Optional<Receipt> receipt)
                implements Fate {}

        /// It may have arrived. Never ask the citizen to try again.
        record Unknown(String why) implements Fate {}

        /// It waits here and will be delivered once.
        record Stored(Case waiting) implements Fate {}

        /// Nothing was sent, nothing will be.
        record NotSent(String why) implements Fate {}
    }

    private Dispatch() {}

    /// Settles what an earlier run left, then starts the lanes; returns before the first answer of central.
    public static Dispatch start(Journal journal, CentralApi central, Pace pace, String runId) {
        throw new UnsupportedOperationException("" + journal + central + pace + runId);
    }

    /// Takes over a journaled INTENT and waits for its fate. The sending goes on when the wait ends.
    public Fate submit(String txId, Duration patience) throws InterruptedException {
        throw new UnsupportedOperationException(txId + patience);
    }

    /// Later news of a case that was unknown or stored; what is known now if there is none in time.
    public Fate await(String txId, Duration patience) throws InterruptedException {
        throw new UnsupportedOperationException(txId + patience);
    }

    /// The same sender for everything that is not a case: knows the state of the line and spares it.
    public CentralApi asking() {
        throw new UnsupportedOperationException();
    }

    public boolean lineUp() {
        throw new UnsupportedOperationException();
    }

    public int queued() {
        throw new UnsupportedOperationException();
    }

    /// Takes a rating; delivered once, whenever the line allows.
    public void rate(String txId, int grade, List<String> reasons) {
        throw new UnsupportedOperationException(txId + grade + reasons);
    }

    @Override
    public void close() {}
}
