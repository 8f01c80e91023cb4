package org.openstm.kiosk.dispatch;

import java.time.Duration;
import java.util.Random;

/// State of the connection to central and the delay before the next attempt. Pure: time and randomness are
/// passed in.
final class CircuitBreaker {
    /// Number of consecutive requests without an answer after which the connection counts as down.
    private static final int PATIENCE = 3;

    private boolean up = true;
    private int silent;

    /// Central answered, whatever the answer. Returns true if this brought the connection back.
    boolean recordAnswer() {
        boolean back = !up;
        up = true;
        silent = 0;
        return back;
    }

    /// Central did not answer. A refused connection counts as down at once.
    void recordSilence(boolean maybeArrived) {
        silent++;
        if (!maybeArrived || silent >= PATIENCE) up = false;
    }

    boolean isUp() {
        return up;
    }

    /// Full jitter: anything from zero to the doubled delay, so that 1,587 terminals do not reconnect at the
    /// same moment.
    static Duration jitteredDelay(int failures, Duration first, Duration longest, Random random) {
        long ceiling = Math.min(longest.toMillis(), first.toMillis() << Math.min(Math.max(0, failures), 20));
        return Duration.ofMillis((long) (random.nextDouble() * ceiling));
    }

    /// A random moment within a window.
    static Duration randomWithin(Duration window, Random random) {
        return Duration.ofMillis((long) (random.nextDouble() * window.toMillis()));
    }

    /// A delay that central asked for overrides the back-off; jitter only lengthens it.
    static Duration spreadUpwards(Duration wish, Random random) {
        return Duration.ofMillis((long) (wish.toMillis() * (1 + random.nextDouble() / 2)));
    }
}
