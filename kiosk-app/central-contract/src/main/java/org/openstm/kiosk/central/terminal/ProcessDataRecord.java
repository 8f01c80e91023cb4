package org.openstm.kiosk.central.terminal;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/// One pass through an item, without the citizen's identity: the five kinds of process data (touches, bookings,
/// steps, times, papers and answers) and nothing else. Its id is used nowhere else.
///
/// @param id random, for this record alone
/// @param hour in which it began, no more precise
/// @param outcome text of a [PassageOutcome]: central refuses another one, it does not fail to read it
/// @param booking of an appointment: `booked`, `full`, `refused` or `left`; else empty
/// @param asked number of questions asked
/// @param reused number of answers that were known already: given before, or known to a department
/// @param missing number of answers that were returned as missing or wrong
public record ProcessDataRecord(
        String id,
        String item,
        Instant hour,
        String outcome,
        String booking,
        int asked,
        int reused,
        int missing,
        List<StepTiming> strides) {
    /// A step name has no four digits in a row, and so never the number of a person.
    public static final Pattern STEP = Pattern.compile("(?!.*\\d{4})[a-z][a-z0-9-]{0,39}");

    /// The maximum number of strides that are reported.
    public static final int LONGEST = 500;

    /// Time on one screen.
    ///
    /// @param step `notice`, `identity`, the id of a question's page, `code`, `check`, `sign`,
    ///     `sending`, `paying` or `result`
    /// @param touches number of touches on the screen
    public record StepTiming(String step, long ms, int touches) {}

    public ProcessDataRecord {
        strides = List.copyOf(strides);
    }
}
