package org.openstm.kiosk.reference.access;

import java.time.Duration;
import java.util.Optional;

/// A token bucket: a number of tokens at once, then one per interval. It uses the monotonic clock. Not
/// thread-safe.
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

    /// @return how long until the next token; empty if one was taken
    Optional<Duration> takeToken() {
        long now = System.nanoTime();
        left = Math.min(most, left + (now - atNanos) / (double) every.toNanos());
        atNanos = now;
        if (left < 1) return Optional.of(Duration.ofMillis((long) ((1 - left) * every.toMillis()) + 1));
        left--;
        return Optional.empty();
    }
}
