package org.openstm.kiosk.dispatch;

import java.time.Duration;
import java.time.Instant;

/// What a centre that answers but takes nothing in is still asked to bear: so many repeats in a row, then one
/// now and then, until one is taken in. For 1,587 terminals with full queues this is the difference between a
/// centre that comes back and one that is kept down. Pure: time comes from outside.
///
/// Not a share of the successes, as in other systems: a terminal has few, and its queue would never go.
final class RetryBudget {
    private static final int MOST = 10;

    private final Duration between;
    private int left = MOST;
    private Instant next = Instant.MIN;

    /// @param between repeats when all is spent
    RetryBudget(Duration between) {
        this.between = between;
    }

    void recordAccepted() {
        left = MOST;
        next = Instant.MIN;
    }

    void recordRefused() {
        if (left > 0) left--;
    }

    /// Whether one more repeat may go. When all is spent, asking uses up the one that may.
    boolean isRepeatAllowed(Instant now) {
        if (left > 0) return true;
        if (now.isBefore(next)) return false;
        next = now.plus(between);
        return true;
    }

    /// When it makes sense to ask again.
    Instant nextAllowed() {
        return next;
    }
}
