package org.openstm.kiosk.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Status of a payment as it can be shown to the payer.
public sealed interface PaymentStatus {
    /// Can be paid by phone; as far as is known, nothing has been charged.
    ///
    /// @param qr text of the code
    /// @param fen CNY 0.01
    record Payable(String qr, long fen, Instant until) implements PaymentStatus {}

    /// Certainly not charged, and no longer payable with the last code.
    ///
    /// @param why `EXPIRED` or `REFUSED`
    record NotPaid(String why) implements PaymentStatus {}

    /// In progress: the next step follows at once.
    record Moving() implements PaymentStatus {}

    /// Charged, and to be confirmed or reversed: must never be paid a second time.
    record Charged() implements PaymentStatus {}

    /// Charged once, and the case is done.
    record Done(String reference, long fen) implements PaymentStatus {}

    /// The case is withdrawn, and nothing is charged.
    ///
    /// @param returned what had been charged was given back
    record Withdrawn(boolean returned) implements PaymentStatus {}

    /// Left to staff.
    record Manual() implements PaymentStatus {}

    /// Central did not answer: nothing new is known.
    record Silent(String why, Optional<Duration> notBefore) implements PaymentStatus {}

    /// Whether this status is final.
    default boolean isSettled() {
        return switch (this) {
            case Done _, Withdrawn _, Manual _ -> true;
            case Payable _, NotPaid _, Moving _, Charged _, Silent _ -> false;
        };
    }
}
