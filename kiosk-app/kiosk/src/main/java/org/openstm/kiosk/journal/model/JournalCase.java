package org.openstm.kiosk.journal.model;

import java.time.Instant;
import java.util.Optional;

/// One case in the journal.
///
/// @param version grows by one with every change; a change names the version it starts from
/// @param attempt number of submission attempts begun
/// @param mayBeStored whether the item's policy allows the case to wait on the terminal
/// @param localReference `BJ-<terminal>-<sequence>`, printed on the slip of a stored case
/// @param receipt the exact bytes of central's receipt; absent again when the key of the case was destroyed
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
    /// Whether the case waits on the terminal and the citizen was told so.
    public boolean isStored() {
        return mayBeStored && state.isUnsent();
    }

    @Override
    public String toString() {
        return "JournalCase[" + txId + " " + service + " " + state + "#" + version + "]";
    }
}
