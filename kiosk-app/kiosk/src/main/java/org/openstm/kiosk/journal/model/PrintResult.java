package org.openstm.kiosk.journal.model;

/// What is known about a printed paper. The codes are stored in files.
public enum PrintResult {
    PROVED(1),
    NOT_PRINTED(2),
    UNKNOWN(3);

    private final int code;

    PrintResult(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
