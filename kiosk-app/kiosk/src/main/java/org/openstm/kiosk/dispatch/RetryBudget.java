package org.openstm.kiosk.dispatch;

import java.time.Duration;
import java.time.Instant;

/// Retry budget for a central that answers but rejects every submission: a number of repeats in a row, then one
/// at intervals, until a submission is accepted. With 1,587 terminals with full queues, this decides whether
/// central can recover. Pure: time is passed in.
///
/// The budget is not a share of the successes, as in other systems: a terminal has few of them, and its queue
/// would never empty.
final class RetryBudget {
    private static final int MOST = 10;

    private final Duration between;
    private int left = MOST;
    private Instant next = Instant.MIN;

    /// @param between interval of repeats when the budget is spent
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

    /// Whether one more repeat may be sent. When the budget is spent, a call that returns true uses up that
    /// repeat.
    boolean isRepeatAllowed(Instant now) {
        if (left > 0) return true;
        if (now.isBefore(next)) return false;
        next = now.plus(between);
        return true;
    }

    /// Earliest time for the next request.
    Instant nextAllowed() {
        return next;
    }
}
