package org.openstm.kiosk.journal.model;

/// Where a case stands. It only moves right: a later attempt outranks an earlier one, and nothing leaves an end
/// state.
public enum CaseState {
    /// Promised to be sent, nothing sent yet.
    INTENT(EntryType.INTENT, 0),
    /// An attempt is about to leave or under way: a crash now means "maybe sent".
    SENDING(EntryType.SENDING, 1),
    /// The last attempt certainly was not taken in; the next may go.
    WAITING(EntryType.WAITING, 3),
    /// The last attempt may have reached central: ask before anything else.
    UNKNOWN(EntryType.UNKNOWN, 2),
    ACCEPTED(EntryType.ACCEPTED, 4),
    REJECTED(EntryType.REJECTED, 4),
    /// Nothing was taken in and nothing more will be sent.
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

    /// No more will happen by itself.
    public boolean isSettled() {
        return rank == END;
    }

    /// Nothing has been taken in by central, for certain.
    public boolean isUnsent() {
        return this == INTENT || this == WAITING;
    }

    /// Whether a case may go from here to there. Within one attempt the rank grows; only SENDING begins the next
    /// one.
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
