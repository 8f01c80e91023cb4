package org.openstm.kiosk.journal;

/// Where a case stands. It only moves right: a later attempt outranks an earlier one, and nothing leaves an end
/// state.
public enum CaseState {
    /// Promised to be sent, nothing sent yet.
    INTENT(Kind.INTENT, 0),
    /// An attempt is about to leave or under way: a crash now means "maybe sent".
    SENDING(Kind.SENDING, 1),
    /// The last attempt certainly was not taken in; the next may go.
    WAITING(Kind.WAITING, 3),
    /// The last attempt may have reached central: ask before anything else.
    UNKNOWN(Kind.UNKNOWN, 2),
    ACCEPTED(Kind.ACCEPTED, 4),
    REJECTED(Kind.REJECTED, 4),
    /// Nothing was taken in and nothing more will be sent.
    CANCELLED(Kind.CANCELLED, 4),
    /// A person must decide.
    DEAD_LETTER(Kind.DEAD_LETTER, 4);

    private static final int END = 4;

    private final Kind kind;
    private final int rank;

    CaseState(Kind kind, int rank) {
        this.kind = kind;
        this.rank = rank;
    }

    /// No more will happen by itself.
    public boolean settled() {
        return rank == END;
    }

    /// Nothing has been taken in by central, for certain.
    public boolean unsent() {
        return this == INTENT || this == WAITING;
    }

    /// Whether a case may go from here to there. Within one attempt the rank grows; only SENDING begins the next
    /// one.
    boolean leadsTo(CaseState next) {
        if (settled()) return false;
        return switch (next) {
            case INTENT -> false;
            case SENDING -> this != SENDING;
            case CANCELLED -> unsent();
            case ACCEPTED, REJECTED -> !unsent();
            case WAITING, UNKNOWN, DEAD_LETTER -> next.rank > rank && (next == DEAD_LETTER || this != INTENT);
        };
    }

    Kind kind() {
        return kind;
    }

    static CaseState of(int code) {
        for (var state : values()) if (state.kind.code() == code) return state;
        throw new IllegalStateException("no case state has the code " + code);
    }
}
