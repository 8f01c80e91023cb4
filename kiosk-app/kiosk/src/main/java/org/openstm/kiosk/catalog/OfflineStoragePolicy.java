package org.openstm.kiosk.catalog;

import java.time.Duration;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// What an item allows while central is unreachable: to be accepted here and sent later. Only for statements
/// without quota, money, biometric match or effect on the minute.
///
/// @param longest maximum waiting time; then the case is left to staff. 72 hours at most
/// @param most maximum number of cases of the item waiting on one terminal. 200 at most
/// @param deadline last day of the year on which the department accepts it, if there is one
public record OfflineStoragePolicy(Duration longest, int most, Optional<MonthDay> deadline) {
    public static final int HOURS = 72;
    public static final int CASES = 200;

    /// Days that must be left before the last day; a shorter time may pass while the case waits.
    private static final int DAYS_LEFT = 3;

    /// Without a last day.
    public OfflineStoragePolicy(Duration longest, int most) {
        this(longest, most, Optional.empty());
    }

    /// Whether a case that waits from this day on would reach the department in time.
    public boolean leavesTime(LocalDate today) {
        return deadline.map(day -> nextAfter(today, day))
                .map(last -> ChronoUnit.DAYS.between(today, last) > DAYS_LEFT)
                .orElse(true);
    }

    private static LocalDate nextAfter(LocalDate today, MonthDay day) {
        var last = day.atYear(today.getYear());
        return last.isBefore(today) ? day.atYear(today.getYear() + 1) : last;
    }
}
