package org.openstm.kiosk.central.payment;

import java.time.Instant;

/// Central's signed statement that a case is withdrawn, with the effect on its payment.
///
/// @param fen refunded amount, or 0
/// @param signature detached JWS over the other members
public record CaseReversal(String txId, ReversalState state, long fen, Instant at, String signature) {
    public enum ReversalState {
        /// Nothing was held; if the case itself comes later, it is refused.
        NOTHING,
        /// A hold was ended before anything was charged.
        RELEASED,
        /// The charge was refunded.
        RETURNED
    }
}
