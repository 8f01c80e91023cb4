package org.openstm.kiosk.journal;

import org.jspecify.annotations.Nullable;

/// Sealed bytes do not open: wrong key, or changed.
public final class SealBroken extends RuntimeException {
    private static final long serialVersionUID = 1;

    SealBroken(String what, @Nullable Throwable cause) {
        super(what, cause);
    }
}
