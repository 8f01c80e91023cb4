package org.openstm.kiosk.central.payment;

import java.time.Instant;

/// Central's signed word that a case is withdrawn, and what that meant for the money.
///
/// @param fen what was given back, or nothing
/// @param signature detached JWS over the other members
public record CaseReversal(String txId, ReversalState state, long fen, Instant at, String signature) {
    public enum ReversalState {
        /// Nothing was held; if the case itself comes later, it is refused.
        NOTHING,
        /// A hold was ended before anything was charged.
        RELEASED,
        /// What was charged was given back.
        RETURNED
    }
}
