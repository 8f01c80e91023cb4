package org.openstm.kiosk.reference;

import java.sql.SQLException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.openstm.kiosk.central.Option;

/// Days and times that can be booked, at any kind of place, with so many seats each.
final class Slots {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年M月d日");
    private static final String TAKEN = "SELECT n FROM counted WHERE terminal = ? AND name = ?";
    private static final int SEATS = 3;
    private static final int SUNDAY = 7;
    private static final int YEARS = 5;

    /// The first time of every day is full from the start, so that a kiosk can show what that looks like.
    private static final String FULL = "0830";

    private final Demo demo;

    Slots(Demo demo) {
        this.demo = demo;
    }

    /// @param given what was chosen: the place by its answers, `date`, and perhaps `slot`
    record Seat(Map<String, String> given) {
        String slot() {
            return given.getOrDefault("slot", "");
        }

        /// The same seat has one name, in whatever order it was chosen.
        String name() {
            return "slot/" + String.join("/", new TreeMap<>(given).values());
        }

        Seat at(String slot) {
            var there = new TreeMap<>(given);
            there.put("slot", slot);
            return new Seat(there);
        }
    }

    /// The number in the queue, or empty if the seat has gone.
    Optional<Integer> book(Turn turn, Seat seat) throws SQLException {
        turn.lock(Tables.NO_TERMINAL, seat.name()); // the last seat goes once
        if (taken(turn, seat) >= SEATS) return Optional.empty();
        return Optional.of(turn.next(Tables.NO_TERMINAL, seat.name()));
    }

    private static int taken(Turn turn, Seat seat) throws SQLException {
        int made = turn.one(TAKEN, row -> row.getInt(1), Tables.NO_TERMINAL, seat.name())
                .orElse(0);
        return seat.slot().equals(FULL) ? SEATS : made;
    }

    /// The times of a day with the seats left.
    List<Option> of(Turn turn, Map<String, String> given) throws SQLException {
        var all = new ArrayList<Option>();
        for (Option slot : demo.list("slots", "").orElse(List.of())) {
            int left = SEATS - taken(turn, new Seat(given).at(slot.value()));
            var note = left > 0
                    ? Map.of("zh-CN", "余" + left + "号", "en", left + " left")
                    : Map.of("zh-CN", "约满", "en", "full");
            all.add(new Option(slot.value(), slot.label(), left > 0, note));
        }
        return all;
    }

    /// A year and the four before.
    static List<Option> years(int last) {
        var all = new ArrayList<Option>();
        for (int year = last; year > last - YEARS; year--)
            all.add(new Option("" + year, Map.of("zh-CN", year + " 年", "en", "" + year), true, Map.of()));
        return all;
    }

    /// The next days; none on a Sunday.
    static List<Option> dates(LocalDate today, int days) {
        var all = new ArrayList<Option>();
        for (int n = 1; n <= days; n++) {
            var date = today.plusDays(n);
            boolean open = date.getDayOfWeek().getValue() < SUNDAY;
            all.add(new Option(
                    date.toString(),
                    Map.of("zh-CN", date.format(DAY), "en", date.toString()),
                    open,
                    open ? Map.of() : Map.of("zh-CN", "休息", "en", "closed")));
        }
        return all;
    }
}
