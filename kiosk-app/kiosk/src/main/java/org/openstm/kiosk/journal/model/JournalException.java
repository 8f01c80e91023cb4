package org.openstm.kiosk.journal.model;

import org.jspecify.annotations.Nullable;

/// The journal cannot be opened, or a change was certainly not written (disk full or broken). Whatever needs
/// the journal must stop.
public final class JournalException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public JournalException(String what, @Nullable Throwable cause) {
        super(what, cause);
    }
}
