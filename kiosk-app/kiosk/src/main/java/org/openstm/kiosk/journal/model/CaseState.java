package org.openstm.kiosk.journal.model;

/// State of a case. It only moves forward: a later attempt outranks an earlier one, and an end state is never
/// left. It stands in the journal's file; other parts of the program derive from it what they say of a case.
public enum CaseState {
    /// To be sent; nothing has been sent yet.
    INTENT(EntryType.INTENT, 0),
    /// An attempt is about to start or in progress: after a crash it may have been sent.
    SENDING(EntryType.SENDING, 1),
    /// The last attempt was certainly not accepted; the next may start.
    WAITING(EntryType.WAITING, 3),
    /// The last attempt may have reached central: its receipt must be queried first.
    UNKNOWN(EntryType.UNKNOWN, 2),
    ACCEPTED(EntryType.ACCEPTED, 4),
    REJECTED(EntryType.REJECTED, 4),
    /// Nothing was accepted and nothing more will be sent.
    CANCELLED(EntryType.CANCELLED, 4),
    /// A person must decide.
    DEAD_LETTER(EntryType.DEAD_LETTER, 4);

    private static final int END = 4;

    private final EntryType kind;
    private final int rank;

    CaseState(EntryType kind, int rank) {
        this.kind = kind;
        this.rank = rank;
    }

    /// Whether no further step is taken automatically.
    public boolean isSettled() {
        return rank == END;
    }

    /// Whether central has certainly accepted nothing.
    public boolean isUnsent() {
        return this == INTENT || this == WAITING;
    }

    /// Whether this transition is allowed. Within one attempt the rank grows; only SENDING begins the next one.
    public boolean canBecome(CaseState next) {
        if (isSettled()) return false;
        return switch (next) {
            case INTENT -> false;
            case SENDING -> this != SENDING;
            case CANCELLED -> isUnsent();
            case ACCEPTED, REJECTED -> !isUnsent();
            case WAITING, UNKNOWN, DEAD_LETTER -> next.rank > rank && (next == DEAD_LETTER || this != INTENT);
        };
    }

    public EntryType entryType() {
        return kind;
    }

    public static CaseState of(int code) {
        for (var state : values()) if (state.kind.code() == code) return state;
        throw new IllegalStateException("no case state has the code " + code);
    }
}
