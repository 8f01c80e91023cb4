package org.openstm.kiosk.catalog;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Hours in which an item's department accepts it, by the clock of the terminal's place.
///
/// @param spans empty: around the clock
public record OpeningHours(List<OpeningSpan> spans) {
    public static final OpeningHours ALWAYS = new OpeningHours(List.of());
    private static final int WEEK = 7;

    /// @param from minutes since midnight, inclusive
    /// @param until minutes since midnight, exclusive; 1440 is midnight
    public record OpeningSpan(Set<DayOfWeek> days, int from, int until) {
        public OpeningSpan {
            days = Set.copyOf(days);
        }
    }

    public OpeningHours {
        spans = List.copyOf(spans);
    }

    /// The hours in which both are open; empty if there are none.
    public Optional<OpeningHours> intersectionWith(OpeningHours other) {
        if (spans.isEmpty()) return Optional.of(other);
        if (other.spans.isEmpty()) return Optional.of(this);
        var both = new ArrayList<OpeningSpan>();
        for (var one : spans)
            for (var two : other.spans) {
                var days = new HashSet<>(one.days());
                days.retainAll(two.days());
                var span = new OpeningSpan(days, Math.max(one.from(), two.from()), Math.min(one.until(), two.until()));
                if (!days.isEmpty() && span.from() < span.until()) both.add(span);
            }
        return both.isEmpty() ? Optional.empty() : Optional.of(new OpeningHours(both));
    }

    public boolean isOpenAt(LocalDateTime at) {
        if (spans.isEmpty()) return true;
        int minute = at.getHour() * 60 + at.getMinute();
        return spans.stream()
                .anyMatch(s -> s.days().contains(at.getDayOfWeek()) && s.from() <= minute && minute < s.until());
    }

    /// The minute of this day at which it closes; empty if it is closed, or never closes.
    public OptionalInt closingMinute(LocalDateTime at) {
        int minute = at.getHour() * 60 + at.getMinute();
        return spans.stream()
                .filter(s -> s.days().contains(at.getDayOfWeek()) && s.from() <= minute && minute < s.until())
                .mapToInt(OpeningSpan::until)
                .max();
    }

    /// The next opening after a time at which it is closed; empty if it is open.
    public Optional<LocalDateTime> nextOpening(LocalDateTime now) {
        if (isOpenAt(now)) return Optional.empty();
        for (int days = 0; days <= WEEK; days++) {
            var day = now.toLocalDate().plusDays(days);
            var first = spans.stream()
                    .filter(span -> span.days().contains(day.getDayOfWeek()))
                    .map(span -> day.atStartOfDay().plusMinutes(span.from()))
                    .filter(now::isBefore)
                    .min(LocalDateTime::compareTo);
            if (first.isPresent()) return first;
        }
        throw new IllegalStateException("hours without a day");
    }
}
