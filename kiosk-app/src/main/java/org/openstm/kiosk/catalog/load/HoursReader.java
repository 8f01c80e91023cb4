package org.openstm.kiosk.catalog.load;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.openstm.kiosk.catalog.Hours;
import tools.jackson.databind.JsonNode;

/// Reads opening hours: `always`, or a list of days and times such as
/// `[{days: [mon, tue], from: "09:00", until: "17:00"}]`.
public final class HoursReader {
    private static final Map<String, DayOfWeek> WEEK = Map.of(
            "mon", DayOfWeek.MONDAY,
            "tue", DayOfWeek.TUESDAY,
            "wed", DayOfWeek.WEDNESDAY,
            "thu", DayOfWeek.THURSDAY,
            "fri", DayOfWeek.FRIDAY,
            "sat", DayOfWeek.SATURDAY,
            "sun", DayOfWeek.SUNDAY);
    private static final Pattern CLOCK = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]|24:00");

    private HoursReader() {}

    /// @throws IllegalArgumentException if it is neither; the message says what is allowed
    public static Hours read(JsonNode node) {
        if (node.isMissingNode() || node.asString("").equals("always")) return Hours.ALWAYS;
        if (!node.isArray() || node.isEmpty()) throw wrong(node.toString());
        var spans = new ArrayList<Hours.Span>();
        for (var span : node) spans.add(span(span));
        return new Hours(spans);
    }

    private static Hours.Span span(JsonNode node) {
        var days = EnumSet.noneOf(DayOfWeek.class);
        for (var name : node.path("days")) {
            var day = WEEK.get(name.asString(""));
            if (day == null) throw wrong(name.toString());
            days.add(day);
        }
        if (days.isEmpty()) throw wrong(node.toString());
        return new Hours.Span(days, minute(node.path("from")), minute(node.path("until")));
    }

    private static int minute(JsonNode node) {
        var clock = node.asString("");
        if (!CLOCK.matcher(clock).matches()) throw wrong(node.toString());
        return Integer.parseInt(clock.substring(0, 2)) * 60 + Integer.parseInt(clock.substring(3));
    }

    private static IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("opening hours are always or a list such as"
                + " [{days: [mon, tue], from: \"09:00\", until: \"17:00\"}], with the days "
                + List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun") + ", not: " + what);
    }
}
