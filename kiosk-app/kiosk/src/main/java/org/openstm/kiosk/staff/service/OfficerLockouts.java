package org.openstm.kiosk.staff.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.openstm.kiosk.central.crypto.AtomicFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Waiting time of each number after wrong tries, and the one-use codes that were used.
///
/// It measures elapsed time, not the time of day: a wrong clock locks nobody out and lets
/// nobody in. The remaining time is kept in a file, so a restart shortens none.
final class OfficerLockouts {
    /// Wrong tries of one number without a delay.
    private static final int FREE = 2;

    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final int GROWTH = 6;
    static final Duration LONGEST = Duration.ofMinutes(15);

    /// Wrong tries since the last right one, over all numbers, from which on every try is
    /// delayed. It never locks: otherwise anybody at the terminal could shut out all staff.
    static final int SLOW_FROM = 10;

    static final Duration SLOW = Duration.ofSeconds(5);

    /// A code is valid for 90 seconds; no more codes than this are used in that time.
    private static final int KEPT_STEPS = 16;

    private static final int MOST_NUMBERS = 300;

    private static final class LockoutCount {
        private int failures;
        private long leftMs;
        private long sinceNanos;
        private final Deque<Long> steps = new ArrayDeque<>();
    }

    private final Path file;
    private final LongSupplier nanos;
    private final Map<String, LockoutCount> counts = new LinkedHashMap<>();
    private int wrong;
    private long lastWrongNanos;

    private OfficerLockouts(Path file, LongSupplier nanos) {
        this.file = file;
        this.nanos = nanos;
        this.lastWrongNanos = nanos.getAsLong() - SLOW.toNanos();
    }

    /// @param nanos monotonic clock
    static OfficerLockouts open(Path file, LongSupplier nanos) {
        var lockouts = new OfficerLockouts(file, nanos);
        lockouts.readFile();
        return lockouts;
    }

    private void readFile() {
        if (!Files.exists(file)) return;
        try {
            var root = JsonMapper.shared().readTree(Files.readString(file));
            wrong = root.path("wrong").asInt(0);
            root.path("numbers").properties().forEach(one -> {
                var count = new LockoutCount();
                count.failures = Math.max(0, one.getValue().path("failures").asInt(0));
                count.leftMs = Math.clamp(one.getValue().path("leftMs").asLong(0), 0, LONGEST.toMillis());
                count.sinceNanos = nanos.getAsLong();
                one.getValue().path("steps").forEach(step -> count.steps.add(step.asLong()));
                counts.put(one.getKey(), count);
            });
        } catch (IOException | JacksonException damaged) {
            // damaging the file must not give free tries: everybody waits once, nobody for ever
            wrong = SLOW_FROM;
        }
    }

    /// Remaining waiting time of this number; zero if it may try.
    synchronized Duration remainingWait(String number) {
        var slow = wrong < SLOW_FROM ? Duration.ZERO : SLOW.minusNanos(nanos.getAsLong() - lastWrongNanos);
        var own = counts.containsKey(number) ? remainingWait(counts.get(number)) : Duration.ZERO;
        var longer = own.compareTo(slow) > 0 ? own : slow;
        return longer.isNegative() ? Duration.ZERO : longer;
    }

    private Duration remainingWait(LockoutCount count) {
        return Duration.ofMillis(count.leftMs).minusNanos(nanos.getAsLong() - count.sinceNanos);
    }

    /// @return wrong tries since the last right one, over all numbers
    synchronized int recordFailure(String number) {
        var count = countFor(number);
        count.failures++;
        count.leftMs = delayAfter(count.failures).toMillis();
        count.sinceNanos = nanos.getAsLong();
        wrong++;
        lastWrongNanos = nanos.getAsLong();
        saveFile();
        return wrong;
    }

    /// Uses up a code; a code of a time step that was used before is refused.
    ///
    /// @return whether it was fresh
    synchronized boolean takeCode(String number, long step) {
        var count = countFor(number);
        if (count.steps.contains(step)) return false;
        count.steps.add(step);
        if (count.steps.size() > KEPT_STEPS) count.steps.removeFirst();
        count.failures = 0;
        count.leftMs = 0;
        wrong = 0;
        saveFile();
        return true;
    }

    private LockoutCount countFor(String number) {
        if (counts.size() >= MOST_NUMBERS && !counts.containsKey(number))
            counts.entrySet()
                    .removeIf(one -> one.getValue().steps.isEmpty()
                            && remainingWait(one.getValue()).isNegative());
        return counts.computeIfAbsent(number, _ -> new LockoutCount());
    }

    private static Duration delayAfter(int failures) {
        if (failures <= FREE) return Duration.ZERO;
        var delay = FIRST;
        for (int i = FREE + 1; i < failures && delay.compareTo(LONGEST) < 0; i++) delay = delay.multipliedBy(GROWTH);
        return delay.compareTo(LONGEST) < 0 ? delay : LONGEST;
    }

    /// Written to the disk before the result is reported, so that a power cut gives no free try.
    private void saveFile() {
        var numbers = new LinkedHashMap<String, Object>();
        counts.forEach((number, count) -> {
            long left = Math.max(0, remainingWait(count).toMillis());
            numbers.put(
                    number,
                    Map.of("failures", count.failures, "leftMs", left, "steps", java.util.List.copyOf(count.steps)));
        });
        try {
            AtomicFile.writeAtomically(
                    file,
                    JsonMapper.shared().writeValueAsString(Map.of("wrong", wrong, "numbers", numbers)),
                    "rw-------");
        } catch (IOException broken) {
            throw new UncheckedIOException("wrong tries cannot be recorded", broken);
        }
    }
}
