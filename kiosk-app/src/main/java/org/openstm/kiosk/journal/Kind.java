package org.openstm.kiosk.journal;

/// What an entry of the journal tells. The codes stand in files: never renumber.
enum Kind {
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
    PARCEL(30),
    DELIVERED(31),
    NOTE(40),
    SEEN(41);

    private final int code;

    Kind(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    boolean isState() {
        return code >= 2 && code <= 9;
    }

    static String nameOf(int code) {
        for (var kind : values()) if (kind.code == code) return kind.name();
        return "kind-" + code;
    }

    static boolean isState(int code) {
        return code >= 2 && code <= 9;
    }
}
