package org.openstm.kiosk.journal.model;

/// Where the money of a case stands. It only moves forward, and nothing leaves an end; only HOLDING
/// begins the next attempt. Each step is not done, perhaps done, or done:
///
/// | step | not done | nobody knows | done |
/// |---|---|---|---|
/// | hold | DUE | HOLDING | HELD |
/// | charge | UNPAID | HELD | PAID |
/// | confirm | PAID | CONFIRMING | CONFIRMED |
/// | reverse | | REVERSING | REVERSED, or MANUAL when the centre will not |
public enum PaymentState {
    /// The case is accepted and costs something; nothing was asked of the payment system.
    DUE(EntryType.PAY_DUE, 0),
    /// The hold is about to be asked for, or was.
    HOLDING(EntryType.PAY_HOLDING, 1),
    /// The citizen can pay, or has.
    HELD(EntryType.PAY_HELD, 2),
    /// The hold ended, and certainly nothing was charged.
    UNPAID(EntryType.PAY_UNPAID, 3),
    /// Charged, and the centre does not count it for the case yet.
    PAID(EntryType.PAY_PAID, 4),
    CONFIRMING(EntryType.PAY_CONFIRMING, 5),
    /// To be released or given back, and the case withdrawn; repeated until it is answered.
    REVERSING(EntryType.PAY_REVERSING, 6),
    /// Charged once, and the case is done.
    CONFIRMED(EntryType.PAY_CONFIRMED, 7),
    /// Nothing is charged, and the case is withdrawn.
    REVERSED(EntryType.PAY_REVERSED, 7),
    /// A person must bring money and case together.
    MANUAL(EntryType.PAY_MANUAL, 7);

    private static final int END = 7;

    private final EntryType kind;
    private final int rank;

    PaymentState(EntryType kind, int rank) {
        this.kind = kind;
        this.rank = rank;
    }

    /// No more will happen by itself.
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
