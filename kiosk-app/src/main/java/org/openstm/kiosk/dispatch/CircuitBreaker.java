package org.openstm.kiosk.dispatch;

import java.time.Duration;
import java.util.Random;

/// What is known of the line, and how long to leave it alone. Pure: time and chance come from outside.
final class CircuitBreaker {
    /// So many requests without an answer in a row, and the line counts as down.
    private static final int PATIENCE = 3;

    private boolean up = true;
    private int silent;

    /// Someone answered, whatever they said. True if the line came back with this.
    boolean recordAnswer() {
        boolean back = !up;
        up = true;
        silent = 0;
        return back;
    }

    /// Nobody answered. Nobody listening at all needs no second proof.
    void recordSilence(boolean maybeArrived) {
        silent++;
        if (!maybeArrived || silent >= PATIENCE) up = false;
    }

    boolean isUp() {
        return up;
    }

    /// Full jitter: anything from nothing to the doubled delay, so that 1,587 terminals do not come back as one.
    static Duration jitteredDelay(int failures, Duration first, Duration longest, Random random) {
        long ceiling = Math.min(longest.toMillis(), first.toMillis() << Math.min(Math.max(0, failures), 20));
        return Duration.ofMillis((long) (random.nextDouble() * ceiling));
    }

    /// Anywhere in a window.
    static Duration randomWithin(Duration window, Random random) {
        return Duration.ofMillis((long) (random.nextDouble() * window.toMillis()));
    }

    /// Central's own wish wins over the jitter, spread upwards only.
    static Duration spreadUpwards(Duration wish, Random random) {
        return Duration.ofMillis((long) (wish.toMillis() * (1 + random.nextDouble() / 2)));
    }
}
