package org.openstm.kiosk.journal.model;

import org.jspecify.annotations.Nullable;

/// The journal cannot be opened, or a change is certainly not on the disk (full, broken). Nothing that needs the
/// journal may go on.
public final class JournalException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public JournalException(String what, @Nullable Throwable cause) {
        super(what, cause);
    }
}
