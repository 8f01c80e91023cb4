package org.openstm.kiosk.central;

/// Result of a call to central.
public sealed interface CentralReply<T> {
    record Done<T>(T value) implements CentralReply<T> {}

    /// Central answered with a refusal.
    record Refused<T>(ProblemDetails problem) implements CentralReply<T> {}

    /// No usable answer: connection refused or lost, a time-out, or an answer with an invalid signature.
    ///
    /// @param maybeArrived false only if it is certain that no byte of the request reached central
    record NoAnswer<T>(String why, boolean maybeArrived) implements CentralReply<T> {}
}
