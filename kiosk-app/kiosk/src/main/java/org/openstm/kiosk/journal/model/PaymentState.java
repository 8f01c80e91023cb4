package org.openstm.kiosk.journal.model;

/// State of a case's payment. It only moves forward, and an end state is never left; only HOLDING begins the
/// next attempt. Each step is not done, possibly done, or done:
///
/// | step | not done | unknown | done |
/// |---|---|---|---|
/// | hold | DUE | HOLDING | HELD |
/// | charge | UNPAID | HELD | PAID |
/// | confirm | PAID | CONFIRMING | CONFIRMED |
/// | reverse | | REVERSING | REVERSED, or MANUAL when central refuses |
public enum PaymentState {
    /// The case is accepted and has a fee; nothing was requested of the payment system.
    DUE(EntryType.PAY_DUE, 0),
    /// The hold is about to be requested, or was.
    HOLDING(EntryType.PAY_HOLDING, 1),
    /// The citizen can pay, or has paid.
    HELD(EntryType.PAY_HELD, 2),
    /// The hold ended, and certainly nothing was charged.
    UNPAID(EntryType.PAY_UNPAID, 3),
    /// Charged, but not yet confirmed for the case by central.
    PAID(EntryType.PAY_PAID, 4),
    CONFIRMING(EntryType.PAY_CONFIRMING, 5),
    /// To be released or refunded, and the case withdrawn; repeated until it is answered.
    REVERSING(EntryType.PAY_REVERSING, 6),
    /// Charged once, and the case is done.
    CONFIRMED(EntryType.PAY_CONFIRMED, 7),
    /// Nothing is charged, and the case is withdrawn.
    REVERSED(EntryType.PAY_REVERSED, 7),
    /// A person must reconcile payment and case.
    MANUAL(EntryType.PAY_MANUAL, 7);

    private static final int END = 7;

    private final EntryType kind;
    private final int rank;

    PaymentState(EntryType kind, int rank) {
        this.kind = kind;
        this.rank = rank;
    }

    /// Whether no further step is taken automatically.
    public boolean isSettled() {
        return rank == END;
    }

    public boolean canBecome(PaymentState next) {
        if (isSettled()) return false;
        return switch (next) {
            case HOLDING -> this == DUE || this == UNPAID;
            case CONFIRMED -> this != REVERSING;
            case REVERSED, MANUAL -> this == REVERSING;
            case DUE, HELD, UNPAID, PAID, CONFIRMING, REVERSING -> next.rank > rank;
        };
    }

    public EntryType entryType() {
        return kind;
    }

    public static PaymentState of(int code) {
        for (var state : values()) if (state.kind.code() == code) return state;
        throw new IllegalStateException("no payment state has the code " + code);
    }
}
