package org.openstm.kiosk.journal.model;

import java.util.Optional;

/// What a case costs, and the state of its payment. Holds no card and no account: the citizen pays by phone.
///
/// @param version grows by one with every change; a change names the version it starts from
/// @param attempt number of holds begun
/// @param fen the amount due, in fen (CNY 0.01)
/// @param reference the payment system's own number; empty before there was a hold
/// @param answer central's last signed response on the payment, or on the reversal once REVERSED: the exact
///     bytes
public record CasePayment(
        String txId,
        PaymentState state,
        int version,
        int attempt,
        long fen,
        String reference,
        Optional<byte[]> answer) {
    @Override
    public String toString() {
        return "CasePayment[" + txId + " " + state + "#" + version + "]";
    }
}
