package org.openstm.kiosk.reference.access;

import java.time.Duration;
import java.util.Optional;

/// So many at once, then one in a while. By the machine's own time, which no clock changes. Not for several
/// threads.
final class TokenBucket {
    private final int most;
    private final Duration every;
    private double left;
    private long atNanos = System.nanoTime();

    TokenBucket(int most, Duration every) {
        this.most = most;
        this.every = every;
        this.left = most;
    }

    /// @return how long until there is one more; empty if one was taken
    Optional<Duration> takeToken() {
        long now = System.nanoTime();
        left = Math.min(most, left + (now - atNanos) / (double) every.toNanos());
        atNanos = now;
        if (left < 1) return Optional.of(Duration.ofMillis((long) ((1 - left) * every.toMillis()) + 1));
        left--;
        return Optional.empty();
    }
}
