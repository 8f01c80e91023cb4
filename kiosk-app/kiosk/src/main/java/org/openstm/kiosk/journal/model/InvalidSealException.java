package org.openstm.kiosk.journal.model;

import org.jspecify.annotations.Nullable;

/// Sealed bytes cannot be opened: the key is wrong, or they were changed.
public final class InvalidSealException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public InvalidSealException(String what, @Nullable Throwable cause) {
        super(what, cause);
    }
}
