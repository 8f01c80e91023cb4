package org.openstm.kiosk.staff;

/// State of a case as staff read it: the journal's state, and whether the case is stored for later. A type of its own,
/// because this package may not see the journal. The text stands in the texts of the staff screens and in the journal's
/// notes on a day: it stays when a constant is renamed.
public enum StaffCaseState {
    INTENT("intent"),
    /// Nothing was accepted yet, and the citizen left with a slip for later.
    STORED("stored"),
    SENDING("sending"),
    WAITING("waiting"),
    UNKNOWN("unknown"),
    ACCEPTED("accepted"),
    REJECTED("rejected"),
    CANCELLED("cancelled"),
    DEAD_LETTER("dead-letter");

    private final String text;

    StaffCaseState(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
