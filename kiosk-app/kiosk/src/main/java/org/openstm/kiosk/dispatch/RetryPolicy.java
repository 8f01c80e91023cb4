package org.openstm.kiosk.dispatch;

import java.time.Duration;

/// Intervals and limits of retries.
///
/// @param firstDelay of the back-off; doubles with each failure up to `longestDelay`, then full jitter
/// @param pulse heartbeat interval while the connection is up
/// @param queueCap maximum number of stored cases on this terminal
public record RetryPolicy(
        DispatchClock time, Duration firstDelay, Duration longestDelay, Duration pulse, int queueCap, long seed) {
    /// For a branch.
    public static RetryPolicy forBranch() {
        return new RetryPolicy(
                DispatchClock.system(),
                Duration.ofSeconds(2),
                Duration.ofMinutes(5),
                Duration.ofMinutes(1),
                200,
                System.nanoTime());
    }

    /// For the demonstration: a restored connection is noticed within seconds.
    public static RetryPolicy forDemo() {
        return new RetryPolicy(
                DispatchClock.system(),
                Duration.ofMillis(500),
                Duration.ofSeconds(4),
                Duration.ofSeconds(5),
                200,
                System.nanoTime());
    }
}
