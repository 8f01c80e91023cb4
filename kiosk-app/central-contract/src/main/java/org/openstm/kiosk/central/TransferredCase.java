package org.openstm.kiosk.central;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A half-done case that was transferred to another channel.
///
/// @param caseNumber number that it keeps in every channel
/// @param qr code by which the other channel takes it up
/// @param ticket of the queue, if it goes to a counter
/// @param until when it expires
public record TransferredCase(String txId, String caseNumber, String qr, Optional<QueueTicket> ticket, Instant until) {
    /// @param window by language
    public record QueueTicket(String number, Map<String, String> window) {}

    @Override
    public String toString() {
        return "TransferredCase[" + txId + "]";
    }
}
