package org.openstm.kiosk.central.payment;

import java.time.Instant;

/// Central's signed statement on the payment of a case. It names no payer and no account.
///
/// @param attempt number of this hold, from 1
/// @param reference the payment system's own number
/// @param fen CNY 0.01
/// @param qr what the citizen's phone scans; empty when nothing can be paid any more
/// @param until when the hold expires
/// @param signature detached JWS over the other members
public record PaymentHold(
        String txId,
        int attempt,
        String reference,
        HoldState state,
        long fen,
        String qr,
        Instant until,
        String signature) {
    public enum HoldState {
        /// Can be paid.
        HELD,
        /// Charged, not yet confirmed.
        PAID,
        /// Expired; not charged.
        EXPIRED,
        /// Refused at the phone; not charged.
        REFUSED,
        /// Charged and confirmed: the case is done.
        CONFIRMED,
        /// Reversed before it was charged.
        RELEASED,
        /// Charged and given back.
        RETURNED;

        /// Whether the payment was charged at that time.
        public boolean isCharged() {
            return this == PAID || this == CONFIRMED;
        }
    }

    @Override
    public String toString() {
        return "PaymentHold[" + txId + " " + state + "]";
    }
}
