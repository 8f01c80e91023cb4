package org.openstm.kiosk.central.terminal;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/// One way through an item, without whose it was: the five kinds of process data (touches, bookings, steps, times,
/// papers and answers) and no other. Its id stands nowhere else.
///
/// @param id made by chance for this alone
/// @param hour in which it began, no nearer
/// @param outcome `accepted`, `rejected`, `stored`, `unknown`, `not-sent`, `shown`, `handed-over`, or `left`
/// @param booking of an appointment: `booked`, `full`, `refused` or `left`; else empty
/// @param asked questions that were put
/// @param reused answers that nobody had to give: told before, or known to a department
/// @param missing answers that were sent back as missing or wrong
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
    /// No number of a person fits into a name of a step.
    public static final Pattern STEP = Pattern.compile("(?!.*\\d{4})[a-z][a-z0-9-]{0,39}");

    /// The most strides that are told of.
    public static final int LONGEST = 500;

    /// Time on one screen.
    ///
    /// @param step `notice`, `identity`, the id of a question's page, `code`, `check`, `sign`,
    ///     `sending`, `paying` or `result`
    /// @param touches how often the glass was touched
    public record StepTiming(String step, long ms, int touches) {}

    public ProcessDataRecord {
        strides = List.copyOf(strides);
    }
}
