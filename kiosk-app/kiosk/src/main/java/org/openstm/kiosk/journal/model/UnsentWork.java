package org.openstm.kiosk.journal.model;

/// What a journal holds that central does not have yet, or that a person must still decide.
///
/// @param cases neither accepted nor refused nor cancelled
/// @param payments neither confirmed nor reversed
/// @param messages that wait in the outbox
public record UnsentWork(int cases, int payments, int messages) {
    public static final UnsentWork NOTHING = new UnsentWork(0, 0, 0);

    public boolean isNothing() {
        return cases + payments + messages == 0;
    }
}
