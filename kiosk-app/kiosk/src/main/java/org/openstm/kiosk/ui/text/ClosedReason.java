package org.openstm.kiosk.ui.text;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.catalog.OpeningHours;
import org.openstm.kiosk.session.flow.ItemAvailability;
import org.openstm.kiosk.session.model.Session;

/// Why an item is unavailable, when or where it is available, and when staff serve at their counter.
public final class ClosedReason {
    private final Session session;
    private final BranchInfo board;
    private final ScreenTexts texts;

    public ClosedReason(Session session, BranchInfo board, ScreenTexts texts) {
        this.session = session;
        this.board = board;
        this.texts = texts;
    }

    /// @param reason reason from [ItemAvailability]
    public String reasonText(Item item, String reason) {
        if (!reason.equals(ItemAvailability.HOURS)) return texts.get(reason);
        var opens = item.hours().nextOpening(session.localTime());
        return opens.map(at ->
                        texts.get(ItemAvailability.HOURS, item.owner().textIn(texts.language()), openingTimeText(at)))
                .orElseGet(() -> texts.get("closed.hours-over"));
    }

    /// The alternative for the citizen; empty if only waiting helps.
    public Optional<String> alternativeText(Item item, String reason) {
        return switch (reason) {
            case ItemAvailability.HOURS -> Optional.of(texts.get("closed.hours-all", weeklyHoursText(item.hours())));
            case ItemAvailability.ELSEWHERE ->
                Optional.of(texts.get(
                        "closed.elsewhere-where", item.release().places().textIn(texts.language())));
            case ItemAvailability.WITHDRAWN -> successorText(item);
            default -> Optional.of(texts.get("closed.nearest", board.nearest().textIn(texts.language())));
        };
    }

    /// Where staff serve at a counter, and until when, or from when on.
    public String staffedCounterText() {
        var where = board.window().textIn(texts.language());
        var hours = board.windowHours();
        var closes = hours.closingMinute(session.localTime());
        if (closes.isPresent()) return texts.get("counter.open", where, clockTime(closes.getAsInt()));
        return hours.nextOpening(session.localTime())
                .map(at -> texts.get("counter.closed", where, openingTimeText(at)))
                .orElse(where);
    }

    private Optional<String> successorText(Item item) {
        return session.catalog()
                .findItem(item.related())
                .filter(session.catalog()::isOffered)
                .map(next -> texts.get("closed.withdrawn-next", next.title().textIn(texts.language())));
    }

    private String openingTimeText(LocalDateTime at) {
        long days = ChronoUnit.DAYS.between(session.today(), at.toLocalDate());
        var time = clockTime(at.getHour() * 60 + at.getMinute());
        if (days == 0) return texts.get("closed.today", time);
        return days == 1
                ? texts.get("closed.tomorrow", time)
                : texts.get("closed.day", dayName(at.getDayOfWeek()), time);
    }

    /// The opening hours of a week: equal days are joined.
    private String weeklyHoursText(OpeningHours hours) {
        var times = new TreeMap<DayOfWeek, List<String>>();
        for (var day : DayOfWeek.values()) {
            var open = hours.spans().stream()
                    .filter(span -> span.days().contains(day))
                    .sorted((a, b) -> Integer.compare(a.from(), b.from()))
                    .map(span -> clockTime(span.from()) + "–" + clockTime(span.until()))
                    .toList();
            if (!open.isEmpty()) times.put(day, open);
        }
        var alike = new LinkedHashMap<List<String>, Set<DayOfWeek>>();
        times.forEach((day, open) -> alike.computeIfAbsent(open, _ -> EnumSet.noneOf(DayOfWeek.class))
                .add(day));
        var lines = new ArrayList<String>();
        alike.forEach(
                (open, days) -> lines.add(dayRangesText(days) + " " + String.join(texts.get("closed.and"), open)));
        return String.join(texts.get("closed.then"), lines);
    }

    /// Three or more successive days are written by the first and the last.
    private String dayRangesText(Set<DayOfWeek> days) {
        var runs = new ArrayList<String>();
        for (var first : days) {
            if (first != DayOfWeek.MONDAY && days.contains(first.minus(1))) continue;
            var last = first;
            while (last != DayOfWeek.SUNDAY && days.contains(last.plus(1))) last = last.plus(1);
            int length = last.getValue() - first.getValue() + 1;
            if (length > 2) runs.add(texts.get("closed.to", dayName(first), dayName(last)));
            else for (int n = 0; n < length; n++) runs.add(dayName(first.plus(n)));
        }
        return String.join(texts.get("closed.and"), runs);
    }

    private String dayName(DayOfWeek day) {
        return day.getDisplayName(TextStyle.SHORT, texts.language().locale());
    }

    private static String clockTime(int minute) {
        return String.format("%02d:%02d", minute / 60, minute % 60);
    }
}
