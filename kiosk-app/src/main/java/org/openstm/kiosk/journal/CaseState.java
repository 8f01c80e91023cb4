package org.openstm.kiosk.journal;

/// Where a case stands. It only moves right: a later attempt outranks an earlier one, and nothing leaves an end state.
public enum CaseState {
    /// Promised to be sent, nothing sent yet.
    INTENT(0),
    /// An attempt is about to leave or under way: a crash now means "maybe sent".
    SENDING(1),
    /// The last attempt certainly never reached central; the next may go.
    WAITING(2),
    /// The last attempt may have reached central: ask before anything else.
    UNKNOWN(3),
    ACCEPTED(4),
    REJECTED(4),
    /// Nothing was sent and nothing will be.
    CANCELLED(4),
    /// A person must decide.
    DEAD_LETTER(4);

    private final int rank;

    CaseState(int rank) {
        this.rank = rank;
    }

    /// No more will happen by itself.
    public boolean settled() {
        return rank == 4;
    }

    /// Nothing has reached central, for certain.
    public boolean unsent() {
        return this == INTENT || this == WAITING;
    }
}
