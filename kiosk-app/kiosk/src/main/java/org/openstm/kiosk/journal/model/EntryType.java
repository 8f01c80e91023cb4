package org.openstm.kiosk.journal.model;

/// Type of a journal entry. The codes are stored in files: never renumber.
public enum EntryType {
    OPENED(1),
    INTENT(2),
    SENDING(3),
    WAITING(4),
    UNKNOWN(5),
    ACCEPTED(6),
    REJECTED(7),
    CANCELLED(8),
    DEAD_LETTER(9),
    PRINT_BEGUN(20),
    PRINT_ENDED(21),
    MESSAGE_POSTED(30),
    DELIVERED(31),
    NOTE(40),
    SEEN(41),
    /// Central has countersigned the end of the journal.
    ANCHORED(50),
    /// The key of a case was destroyed.
    SHREDDED(51),
    /// The living keys were wrapped again.
    REWRAPPED(52),
    /// Old entries were deleted; the journal now begins later.
    PRUNED(53),
    /// The file was migrated from an older release; for a case: its rows after that.
    CARRIED_OVER(54),
    /// The whole journal was exported into a file for central, for a person to carry.
    EXPORTED(55),
    PAY_DUE(60),
    PAY_HOLDING(61),
    PAY_HELD(62),
    PAY_UNPAID(63),
    PAY_PAID(64),
    PAY_CONFIRMING(65),
    PAY_REVERSING(66),
    PAY_CONFIRMED(67),
    PAY_REVERSED(68),
    PAY_MANUAL(69);

    private final int code;

    EntryType(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    boolean isState() {
        return code >= 2 && code <= 9;
    }

    /// Whose key seals an entry of a case: once that key is destroyed, the journal's own.
    public String sealingKeyId(String txId) {
        return this == SHREDDED ? "" : txId;
    }

    /// The same for a code read from a file, which may be of a later release.
    public static String sealingKeyId(int code, String txId) {
        return code == SHREDDED.code ? "" : txId;
    }

    public static String nameOf(int code) {
        for (var kind : values()) if (kind.code == code) return kind.name();
        return "kind-" + code;
    }

    public static boolean isState(int code) {
        return code >= 2 && code <= 9;
    }

    public static boolean isPayment(int code) {
        return code >= 60 && code <= 69;
    }
}
