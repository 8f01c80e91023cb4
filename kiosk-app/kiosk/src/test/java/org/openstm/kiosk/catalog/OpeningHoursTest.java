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

class OpeningHoursTest {
    private static final OpeningHours OFFICE = new OpeningHours(List.of(
            new OpeningHours.OpeningSpan(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), 9 * 60, 12 * 60),
            new OpeningHours.OpeningSpan(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), 13 * 60 + 30, 17 * 60)));

    @Test
    void an_office_is_open_in_its_hours_and_says_when_it_opens_again() {
        var friday = LocalDateTime.parse("2026-11-27T08:59:59");
        assertEquals(Optional.of(LocalDateTime.parse("2026-11-27T09:00")), OFFICE.nextOpening(friday));
        assertTrue(OFFICE.isOpenAt(friday.plusSeconds(1)));
        assertTrue(OFFICE.isOpenAt(LocalDateTime.parse("2026-11-27T11:59:59")));
        assertEquals(
                Optional.of(LocalDateTime.parse("2026-11-27T13:30")),
                OFFICE.nextOpening(LocalDateTime.parse("2026-11-27T12:00")));
        assertEquals(
                Optional.of(LocalDateTime.parse("2026-11-30T09:00")),
                OFFICE.nextOpening(LocalDateTime.parse("2026-11-27T17:00")));
        assertEquals(Optional.empty(), OpeningHours.ALWAYS.nextOpening(friday));
    }

    @Test
    void midnight_is_the_end_of_a_day() {
        var night = new OpeningHours(List.of(new OpeningHours.OpeningSpan(Set.of(DayOfWeek.SUNDAY), 22 * 60, 24 * 60)));
        assertTrue(night.isOpenAt(LocalDateTime.parse("2026-11-29T23:59:59")));
        assertEquals(
                Optional.of(LocalDateTime.parse("2026-12-06T22:00")),
                night.nextOpening(LocalDateTime.parse("2026-11-30T00:00")));
    }

    /// For any hours: closed until the next opening, minute by minute, and open then.
    @Test
    void what_is_told_is_true_for_any_hours() {
        long seed = Seeds.next();
        var random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            var spans = random.ints(1 + random.nextInt(4), 0, 1400)
                    .mapToObj(from ->
                            new OpeningHours.OpeningSpan(days(random), from, from + 1 + random.nextInt(1440 - from)))
                    .toList();
            var hours = new OpeningHours(spans);
            var now = LocalDateTime.parse("2026-11-23T00:00").plusMinutes(random.nextInt(7 * 1440));
            var opens = hours.nextOpening(now);
            String where = spans + " at " + now + ", seed " + seed;
            if (opens.isEmpty()) assertTrue(hours.isOpenAt(now), where);
            for (var at = now; opens.isPresent() && at.isBefore(opens.get()); at = at.plusMinutes(1))
                assertFalse(hours.isOpenAt(at), at + " " + where);
            opens.ifPresent(at -> assertTrue(hours.isOpenAt(at), where));
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
            var both = one.intersectionWith(two);
            if (both.isEmpty()) never++;
            for (int minute = 0; minute < 7 * 1440; minute += 7) {
                var at = LocalDateTime.parse("2026-11-23T00:00").plusMinutes(minute);
                boolean open = both.isPresent() && both.get().isOpenAt(at);
                assertEquals(
                        one.isOpenAt(at) && two.isOpenAt(at),
                        open,
                        one + " and " + two + " at " + at + ", seed " + seed);
            }
        }
        assertTrue(never > 0 && never < 200, never + " never");
    }

    private static OpeningHours some(Random random) {
        return new OpeningHours(random.ints(random.nextInt(3), 0, 1400)
                .mapToObj(from ->
                        new OpeningHours.OpeningSpan(days(random), from, from + 1 + random.nextInt(1440 - from)))
                .toList());
    }

    private static Set<DayOfWeek> days(Random random) {
        var days = new HashSet<DayOfWeek>();
        days.add(DayOfWeek.of(1 + random.nextInt(7)));
        days.add(DayOfWeek.of(1 + random.nextInt(7)));
        return days;
    }
}
