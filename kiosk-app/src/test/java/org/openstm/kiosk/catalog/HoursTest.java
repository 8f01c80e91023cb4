package org.openstm.kiosk.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openstm.device.contract.Seeds;

class HoursTest {
    private static final Hours OFFICE = new Hours(List.of(
            new Hours.Span(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), 9 * 60, 12 * 60),
            new Hours.Span(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), 13 * 60 + 30, 17 * 60)));

    @Test
    void an_office_is_open_in_its_hours_and_says_when_it_opens_again() {
        var friday = LocalDateTime.parse("2026-11-27T08:59:59");
        assertEquals(Optional.of(LocalDateTime.parse("2026-11-27T09:00")), OFFICE.opens(friday));
        assertTrue(OFFICE.open(friday.plusSeconds(1)));
        assertTrue(OFFICE.open(LocalDateTime.parse("2026-11-27T11:59:59")));
        assertEquals(
                Optional.of(LocalDateTime.parse("2026-11-27T13:30")),
                OFFICE.opens(LocalDateTime.parse("2026-11-27T12:00")));
        assertEquals(
                Optional.of(LocalDateTime.parse("2026-11-30T09:00")),
                OFFICE.opens(LocalDateTime.parse("2026-11-27T17:00")));
        assertEquals(Optional.empty(), Hours.ALWAYS.opens(friday));
    }

    @Test
    void midnight_is_the_end_of_a_day() {
        var night = new Hours(List.of(new Hours.Span(Set.of(DayOfWeek.SUNDAY), 22 * 60, 24 * 60)));
        assertTrue(night.open(LocalDateTime.parse("2026-11-29T23:59:59")));
        assertEquals(
                Optional.of(LocalDateTime.parse("2026-12-06T22:00")),
                night.opens(LocalDateTime.parse("2026-11-30T00:00")));
    }

    /// Whatever the hours: closed until it opens, minute by minute, and open then.
    @Test
    void what_is_told_is_true_for_any_hours() {
        long seed = Seeds.next();
        var random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            var spans = random.ints(1 + random.nextInt(4), 0, 1400)
                    .mapToObj(from -> new Hours.Span(days(random), from, from + 1 + random.nextInt(1440 - from)))
                    .toList();
            var hours = new Hours(spans);
            var now = LocalDateTime.parse("2026-11-23T00:00").plusMinutes(random.nextInt(7 * 1440));
            var opens = hours.opens(now);
            String where = spans + " at " + now + ", seed " + seed;
            if (opens.isEmpty()) assertTrue(hours.open(now), where);
            for (var at = now; opens.isPresent() && at.isBefore(opens.get()); at = at.plusMinutes(1))
                assertFalse(hours.open(at), at + " " + where);
            opens.ifPresent(at -> assertTrue(hours.open(at), where));
        }
    }

    @Test
    void two_that_must_both_be_open_are_open_exactly_then() {
        long seed = Seeds.next();
        var random = new Random(seed);
        int never = 0;
        for (int round = 0; round < 200; round++) {
            var one = some(random);
            var two = some(random);
            var both = one.and(two);
            if (both.isEmpty()) never++;
            for (int minute = 0; minute < 7 * 1440; minute += 7) {
                var at = LocalDateTime.parse("2026-11-23T00:00").plusMinutes(minute);
                boolean open = both.isPresent() && both.get().open(at);
                assertEquals(one.open(at) && two.open(at), open, one + " and " + two + " at " + at + ", seed " + seed);
            }
        }
        assertTrue(never > 0 && never < 200, never + " never");
    }

    private static Hours some(Random random) {
        return new Hours(random.ints(random.nextInt(3), 0, 1400)
                .mapToObj(from -> new Hours.Span(days(random), from, from + 1 + random.nextInt(1440 - from)))
                .toList());
    }

    private static Set<DayOfWeek> days(Random random) {
        var days = new HashSet<DayOfWeek>();
        days.add(DayOfWeek.of(1 + random.nextInt(7)));
        days.add(DayOfWeek.of(1 + random.nextInt(7)));
        return days;
    }
}
