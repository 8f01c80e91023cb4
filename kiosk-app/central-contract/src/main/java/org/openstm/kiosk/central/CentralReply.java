package org.openstm.kiosk.central;

/// Result of a call to central.
public sealed interface CentralReply<T> {
    record Done<T>(T value) implements CentralReply<T> {}

    /// Central answered with a refusal.
    record Refused<T>(ProblemDetails problem) implements CentralReply<T> {}

    /// No usable answer.
    ///
    /// @param reason what a program acts on
    /// @param why what an engineer reads
    /// @param maybeArrived false only if it is certain that no byte of the request reached central
    record NoAnswer<T>(NoAnswerReason reason, String why, boolean maybeArrived) implements CentralReply<T> {}
}
