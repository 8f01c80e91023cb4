package org.openstm.device.link;

import java.time.Duration;

/// A point in time that is passed down to the lowest layer, so that nested waits cannot add up.
///
/// @param at on the clock of [System#nanoTime()]
public record Deadline(long at) {
    private static final Duration FAR = Duration.ofDays(365);

    public static Deadline in(Duration time) {
        var sane = time.isNegative() ? Duration.ZERO : time.compareTo(FAR) > 0 ? FAR : time;
        return new Deadline(System.nanoTime() + sane.toNanos());
    }

    public static Deadline inMillis(long millis) {
        return in(Duration.ofMillis(millis));
    }

    public boolean over() {
        return System.nanoTime() - at >= 0;
    }

    /// Rounded up, so that a wait of this length does not end just before the deadline.
    public long millisLeft() {
        return Math.max(0, (at - System.nanoTime() + 999_999) / 1_000_000);
    }

    public Deadline orSooner(Deadline other) {
        return other.at - at < 0 ? other : this;
    }

    public Deadline plus(Duration more) {
        return new Deadline(at + more.toNanos());
    }
}
