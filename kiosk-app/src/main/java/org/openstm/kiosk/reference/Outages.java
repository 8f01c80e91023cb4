package org.openstm.kiosk.reference;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Scripted trouble of back systems, for demonstrations and tests.
final class Outages {
    enum Mode {
        UP,
        DOWN,
        REFUSE,
        SLOW,
        /// Refuses for good what is asked of it, so that no repeat helps.
        FORBID,
        SILENT_AFTER_COMMIT,
        GARBAGE;

        static Optional<Mode> of(String text) {
            for (var mode : values()) {
                if (mode.name()
                        .toLowerCase(java.util.Locale.ROOT)
                        .replace('_', '-')
                        .equals(text)) return Optional.of(mode);
            }
            return Optional.empty();
        }
    }

    /// @param delay of every answer while [Mode#SLOW]
    record Outage(Mode mode, Instant until, Duration delay) {}

    static final String ALL = "all";

    private final InstantSource clock;
    private final Map<String, Outage> running = new ConcurrentHashMap<>();

    Outages(InstantSource clock) {
        this.clock = clock;
    }

    void make(String system, Outage outage) {
        if (outage.mode() != Mode.UP) running.put(system, outage);
        else if (system.equals(ALL)) running.clear();
        else running.remove(system);
    }

    /// What the system suffers from now; trouble of everything is trouble of each.
    Optional<Outage> now(String system) {
        var own = Optional.ofNullable(running.get(system)).filter(this::lasts);
        return own.isPresent() ? own : Optional.ofNullable(running.get(ALL)).filter(this::lasts);
    }

    boolean up(String system) {
        return now(system).map(o -> o.mode() == Mode.SLOW).orElse(true);
    }

    private boolean lasts(Outage outage) {
        return clock.instant().isBefore(outage.until());
    }
}
