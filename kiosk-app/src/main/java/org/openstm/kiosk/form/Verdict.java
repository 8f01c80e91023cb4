package org.openstm.kiosk.form;

/// Whether one entry will do.
public sealed interface Verdict {
    record Fine() implements Verdict {}

    /// @param text key of the sentence that says how to mend it
    /// @param detail what fills its gap (a number of digits, a date), or empty
    record Wrong(String text, String detail) implements Verdict {}
}
