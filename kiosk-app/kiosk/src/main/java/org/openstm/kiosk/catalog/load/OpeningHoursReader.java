package org.openstm.kiosk.catalog.load;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.openstm.kiosk.catalog.OpeningHours;
import tools.jackson.databind.JsonNode;

/// Reads opening hours: `always`, or a list of days and times such as
/// `[{days: [mon, tue], from: "09:00", until: "17:00"}]`.
public final class OpeningHoursReader {
    private static final Map<String, DayOfWeek> WEEK = Map.of(
            "mon", DayOfWeek.MONDAY,
            "tue", DayOfWeek.TUESDAY,
            "wed", DayOfWeek.WEDNESDAY,
            "thu", DayOfWeek.THURSDAY,
            "fri", DayOfWeek.FRIDAY,
            "sat", DayOfWeek.SATURDAY,
            "sun", DayOfWeek.SUNDAY);
    private static final Pattern CLOCK = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]|24:00");

    private OpeningHoursReader() {}

    /// @throws IllegalArgumentException if it is neither; the message names what is allowed
    public static OpeningHours readHours(JsonNode node) {
        if (node.isMissingNode() || node.asString("").equals("always")) return OpeningHours.ALWAYS;
        if (!node.isArray() || node.isEmpty()) throw hoursError(node.toString());
        var spans = new ArrayList<OpeningHours.OpeningSpan>();
        for (var span : node) spans.add(readSpan(span));
        return new OpeningHours(spans);
    }

    private static OpeningHours.OpeningSpan readSpan(JsonNode node) {
        var days = EnumSet.noneOf(DayOfWeek.class);
        for (var name : node.path("days")) {
            var day = WEEK.get(name.asString(""));
            if (day == null) throw hoursError(name.toString());
            days.add(day);
        }
        if (days.isEmpty()) throw hoursError(node.toString());
        return new OpeningHours.OpeningSpan(days, readMinute(node.path("from")), readMinute(node.path("until")));
    }

    private static int readMinute(JsonNode node) {
        var clock = node.asString("");
        if (!CLOCK.matcher(clock).matches()) throw hoursError(node.toString());
        return Integer.parseInt(clock.substring(0, 2)) * 60 + Integer.parseInt(clock.substring(3));
    }

    private static IllegalArgumentException hoursError(String what) {
        return new IllegalArgumentException("opening hours are always or a list such as"
                + " [{days: [mon, tue], from: \"09:00\", until: \"17:00\"}], with the days "
                + List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun") + ", not: " + what);
    }
}
