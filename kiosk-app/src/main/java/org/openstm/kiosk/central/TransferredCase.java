package org.openstm.kiosk.central;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Where a half-done case can be taken up again.
///
/// @param caseNumber that it keeps, wherever it is handed in
/// @param qr what is shown to take it up
/// @param ticket of the queue, where it goes to a counter
/// @param until when it is forgotten
public record TransferredCase(String txId, String caseNumber, String qr, Optional<QueueTicket> ticket, Instant until) {
    /// @param window by language
    public record QueueTicket(String number, Map<String, String> window) {}

    @Override
    public String toString() {
        return "Handed[" + txId + "]";
    }
}
