package org.openstm.kiosk.reference.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Scripted outages of back systems, for demonstrations and tests.
public final class SimulatedOutages {
    public enum OutageMode {
        UP,
        DOWN,
        REFUSE,
        SLOW,
        /// Refuses requests permanently, so that no repeat helps.
        FORBID,
        SILENT_AFTER_COMMIT,
        GARBAGE;

        public static Optional<OutageMode> of(String text) {
            for (var mode : values()) {
                if (mode.name()
                        .toLowerCase(java.util.Locale.ROOT)
                        .replace('_', '-')
                        .equals(text)) return Optional.of(mode);
            }
            return Optional.empty();
        }
    }

    /// @param delay of every answer while [OutageMode#SLOW]
    public record Outage(OutageMode mode, Instant until, Duration delay) {}

    public static final String ALL = "all";

    private final InstantSource clock;
    private final Map<String, Outage> running = new ConcurrentHashMap<>();

    public SimulatedOutages(InstantSource clock) {
        this.clock = clock;
    }

    public void setOutage(String system, Outage outage) {
        if (outage.mode() != OutageMode.UP) running.put(system, outage);
        else if (system.equals(ALL)) running.clear();
        else running.remove(system);
    }

    /// The current outage of a system; an outage of "all" applies to each.
    public Optional<Outage> currentOutage(String system) {
        var own = Optional.ofNullable(running.get(system)).filter(this::isOngoing);
        return own.isPresent() ? own : Optional.ofNullable(running.get(ALL)).filter(this::isOngoing);
    }

    public boolean isUp(String system) {
        return currentOutage(system).map(o -> o.mode() == OutageMode.SLOW).orElse(true);
    }

    private boolean isOngoing(Outage outage) {
        return clock.instant().isBefore(outage.until());
    }
}
