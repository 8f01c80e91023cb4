package org.openstm.kiosk.app;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// The terminal's clock; a demonstration and a walk may move it on.
final class MovableClock implements InstantSource {
    private final Clock clock = Clock.systemUTC();
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    @Override
    public Instant instant() {
        return clock.instant().plus(ahead.get());
    }

    void move(Duration by) {
        ahead.updateAndGet(now -> now.plus(by));
    }
}
