package org.openstm.kiosk.app.service;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// The terminal's clock; a demonstration or a walk may advance it.
public final class MovableClock implements InstantSource {
    private final Clock clock = Clock.systemUTC();
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    @Override
    public Instant instant() {
        return clock.instant().plus(ahead.get());
    }

    public void advanceBy(Duration by) {
        ahead.updateAndGet(now -> now.plus(by));
    }
}
