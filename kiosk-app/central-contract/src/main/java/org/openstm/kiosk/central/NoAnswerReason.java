package org.openstm.kiosk.central;

/// Why there is no usable answer of central.
public enum NoAnswerReason {
    /// No connection came about: nothing was sent.
    UNREACHABLE,
    /// The answer did not come in time.
    TIMEOUT,
    CONNECTION_LOST,
    /// Whoever answers is not the central that this terminal was paired with (TLS, certificate).
    UNTRUSTED,
    /// An answer that the contract does not have.
    UNUSABLE,
    /// A document whose seal does not hold.
    BAD_SEAL,
    /// The caller was interrupted.
    INTERRUPTED
}
