package org.openstm.kiosk.dispatch;

import java.time.Duration;
import java.time.Instant;
import org.openstm.kiosk.journal.model.JournalCase;

/// What an item allows while central is unreachable. It follows the current catalogue, also for cases that are
/// already waiting.
public interface QueuePolicy {
    /// How long a case may wait before it is left to staff.
    Duration maximumWait(String service);

    /// Number of cases of the item that may wait on this terminal.
    int maximumCases(String service);

    /// Time after which a case is no longer sent and is left to staff.
    default Instant sendDeadline(JournalCase open) {
        return open.openedAt().plus(maximumWait(open.service()));
    }

    /// One policy for all items.
    static QueuePolicy of(Duration longest, int most) {
        return new QueuePolicy() {
            @Override
            public Duration maximumWait(String service) {
                return longest;
            }

            @Override
            public int maximumCases(String service) {
                return most;
            }
        };
    }
}
