package org.openstm.kiosk.reference.cases;

import java.sql.SQLException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.openstm.kiosk.central.ListOption;
import org.openstm.kiosk.reference.demo.DemoProvince;
import org.openstm.kiosk.reference.store.DatabaseSchema;
import org.openstm.kiosk.reference.store.Transaction;

/// Days and times that can be booked, at any kind of place, each with a number of seats.
public final class AppointmentSlots {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年M月d日");
    private static final String TAKEN = "SELECT n FROM counted WHERE terminal = ? AND name = ?";
    private static final int SEATS = 3;
    private static final int SUNDAY = 7;
    private static final int YEARS = 5;

    /// The first time of every day is full from the start, so that a kiosk can show a full slot.
    private static final String FULL = "0830";

    private final DemoProvince demo;

    public AppointmentSlots(DemoProvince demo) {
        this.demo = demo;
    }

    /// @param given the choice: the place by its answers, `date`, and perhaps `slot`
    record SeatChoice(Map<String, String> given) {
        String slotTime() {
            return given.getOrDefault("slot", "");
        }

        /// A name of the seat that does not depend on the order of the choices.
        String canonicalName() {
            return "slot/" + String.join("/", new TreeMap<>(given).values());
        }

        SeatChoice withSlot(String slot) {
            var there = new TreeMap<>(given);
            there.put("slot", slot);
            return new SeatChoice(there);
        }
    }

    /// Books a seat and returns the number in the queue, or empty if the slot is full.
    Optional<Integer> bookSeat(Transaction turn, SeatChoice seat) throws SQLException {
        turn.acquireLock(DatabaseSchema.NO_TERMINAL, seat.canonicalName()); // the last seat is booked only once
        if (countTaken(turn, seat) >= SEATS) return Optional.empty();
        return Optional.of(turn.nextNumber(DatabaseSchema.NO_TERMINAL, seat.canonicalName()));
    }

    private static int countTaken(Transaction turn, SeatChoice seat) throws SQLException {
        int made = turn.queryFirst(TAKEN, row -> row.getInt(1), DatabaseSchema.NO_TERMINAL, seat.canonicalName())
                .orElse(0);
        return seat.slotTime().equals(FULL) ? SEATS : made;
    }

    /// The times of a day with the number of free seats.
    public List<ListOption> listSlots(Transaction turn, Map<String, String> given) throws SQLException {
        var all = new ArrayList<ListOption>();
        for (ListOption slot : demo.lists().findOptions("slots", "").orElse(List.of())) {
            int left = SEATS - countTaken(turn, new SeatChoice(given).withSlot(slot.value()));
            var note = left > 0
                    ? Map.of("zh-CN", "余" + left + "号", "en", left + " left")
                    : Map.of("zh-CN", "约满", "en", "full");
            all.add(new ListOption(slot.value(), slot.label(), left > 0, note));
        }
        return all;
    }

    /// Years: this one and the four before.
    public static List<ListOption> yearOptions(int last) {
        var all = new ArrayList<ListOption>();
        for (int year = last; year > last - YEARS; year--)
            all.add(new ListOption("" + year, Map.of("zh-CN", year + " 年", "en", "" + year), true, Map.of()));
        return all;
    }

    /// The next days, without Sundays.
    public static List<ListOption> dateOptions(LocalDate today, int days) {
        var all = new ArrayList<ListOption>();
        for (int n = 1; n <= days; n++) {
            var date = today.plusDays(n);
            boolean open = date.getDayOfWeek().getValue() < SUNDAY;
            all.add(new ListOption(
                    date.toString(),
                    Map.of("zh-CN", date.format(DAY), "en", date.toString()),
                    open,
                    open ? Map.of() : Map.of("zh-CN", "休息", "en", "closed")));
        }
        return all;
    }
}
