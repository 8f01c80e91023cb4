package org.openstm.kiosk.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What can be said of a payment to whoever stands there.
public sealed interface Standing {
    /// Can be paid by phone; nothing is charged so far as anybody knows.
    ///
    /// @param qr text of the code
    /// @param fen CNY 0.01
    record Payable(String qr, long fen, Instant until) implements Standing {}

    /// Certainly not charged, and cannot be with the last code.
    ///
    /// @param why `EXPIRED` or `REFUSED`
    record NotPaid(String why) implements Standing {}

    /// Under way: the next step follows at once.
    record Moving() implements Standing {}

    /// Charged, and to be confirmed or reversed: never to be paid once more.
    record Charged() implements Standing {}

    /// Charged once, and the case is done.
    record Done(String reference, long fen) implements Standing {}

    /// The case is withdrawn, and nothing is charged.
    ///
    /// @param returned what had been charged was given back
    record Withdrawn(boolean returned) implements Standing {}

    /// Staff have it.
    record Manual() implements Standing {}

    /// No answer: nothing new is known.
    record Silent(String why, Optional<Duration> notBefore) implements Standing {}

    /// Nothing more will happen by itself.
    default boolean settled() {
        return switch (this) {
            case Done _, Withdrawn _, Manual _ -> true;
            case Payable _, NotPaid _, Moving _, Charged _, Silent _ -> false;
        };
    }
}
