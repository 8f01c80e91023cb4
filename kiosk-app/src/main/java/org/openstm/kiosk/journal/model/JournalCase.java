package org.openstm.kiosk.journal.model;

import java.time.Instant;
import java.util.Optional;

/// One case as the journal holds it.
///
/// @param version grows by one with every change; a change names the version it starts from
/// @param attempt how often sending was begun
/// @param mayBeStored the item's policy allows it to wait on the terminal
/// @param localReference `BJ-<terminal>-<sequence>`, printed on the slip of a stored case
/// @param receipt what central answered, the exact bytes; absent again when the key of the case was
///     destroyed
public record JournalCase(
        String txId,
        String service,
        int serviceVersion,
        CaseState state,
        int version,
        int attempt,
        String sessionId,
        boolean mayBeStored,
        String localReference,
        String verificationCode,
        Instant openedAt,
        Optional<byte[]> receipt) {
    /// Waiting on the terminal, with the citizen told so.
    public boolean isStored() {
        return mayBeStored && state.isUnsent();
    }

    @Override
    public String toString() {
        return "Case[" + txId + " " + service + " " + state + "#" + version + "]";
    }
}
