package org.openstm.kiosk.central;

/// What a call to central came to.
public sealed interface CentralReply<T> {
    record Done<T>(T value) implements CentralReply<T> {}

    /// Central answered and said no.
    record Refused<T>(ProblemDetails problem) implements CentralReply<T> {}

    /// No usable answer: nobody listening, a cut line, a time-out, or an answer whose signature is wrong.
    ///
    /// @param maybeArrived false only if it is certain that no byte of the request reached central
    record NoAnswer<T>(String why, boolean maybeArrived) implements CentralReply<T> {}
}
