package org.openstm.kiosk.form;

/// Whether one entry is valid.
public sealed interface EntryVerdict {
    record Fine() implements EntryVerdict {}

    /// @param text key of the sentence that says how to correct it
    /// @param detail what fills its gap (a number of digits, a date), or empty
    record Wrong(String text, String detail) implements EntryVerdict {}
}
