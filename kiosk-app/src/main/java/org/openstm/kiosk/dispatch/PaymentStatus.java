package org.openstm.kiosk.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What can be said of a payment to whoever stands there.
public sealed interface PaymentStatus {
    /// Can be paid by phone; nothing is charged so far as anybody knows.
    ///
    /// @param qr text of the code
    /// @param fen CNY 0.01
    record Payable(String qr, long fen, Instant until) implements PaymentStatus {}

    /// Certainly not charged, and cannot be with the last code.
    ///
    /// @param why `EXPIRED` or `REFUSED`
    record NotPaid(String why) implements PaymentStatus {}

    /// Under way: the next step follows at once.
    record Moving() implements PaymentStatus {}

    /// Charged, and to be confirmed or reversed: never to be paid once more.
    record Charged() implements PaymentStatus {}

    /// Charged once, and the case is done.
    record Done(String reference, long fen) implements PaymentStatus {}

    /// The case is withdrawn, and nothing is charged.
    ///
    /// @param returned what had been charged was given back
    record Withdrawn(boolean returned) implements PaymentStatus {}

    /// Staff have it.
    record Manual() implements PaymentStatus {}

    /// No answer: nothing new is known.
    record Silent(String why, Optional<Duration> notBefore) implements PaymentStatus {}

    /// Nothing more will happen by itself.
    default boolean isSettled() {
        return switch (this) {
            case Done _, Withdrawn _, Manual _ -> true;
            case Payable _, NotPaid _, Moving _, Charged _, Silent _ -> false;
        };
    }
}
