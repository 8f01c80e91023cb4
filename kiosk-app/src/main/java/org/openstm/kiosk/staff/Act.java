package org.openstm.kiosk.staff;

/// A touch on a page of staff.
public sealed interface Act {
    /// A digit at the door.
    record Digit(int digit) implements Act {}

    record Rub() implements Act {}

    /// Away with what was typed.
    record Clear() implements Act {}

    /// What was typed at the door is complete.
    record Enter() implements Act {}

    record SeeDevice(String id) implements Act {}

    /// What to do about something that is wrong.
    record SeeTask(String id) implements Act {}

    /// @param level `internal`, `external`, `interactive`
    record Check(String level) implements Act {}

    record Reset() implements Act {}

    /// What is looked at is dealt with.
    record Settle(How how) implements Act {}

    /// How a thing was dealt with.
    enum How {
        /// The paper lay in the slot, whole.
        CAME_OUT,
        /// There was no paper, or half of one.
        NOT_OUT,
        /// Whatever the page says was done.
        DONE
    }

    /// To the page of the morning's check.
    record SeeMorning() implements Act {}

    record StartMorning() implements Act {}

    record SeeAudit() implements Act {}

    /// To the page where cases are looked for.
    record SeeCases() implements Act {}

    /// Why somebody looks.
    record Because(Why why) implements Act {}

    /// Why a case is looked for.
    enum Why {
        /// Its citizen asks.
        ASKED,
        /// A paper was found, or is missing.
        PAPER,
        /// The day is closed.
        DAY_END
    }

    /// What the journal says of a case that was found.
    record SeeCase(String txId) implements Act {}

    /// A slip of the case that is looked at, once more.
    record Reprint() implements Act {}

    /// The day's cases are counted, here and at the centre.
    record CountDay() implements Act {}

    /// The device's own counters and the last of its trace are asked for again.
    record Inspect() implements Act {}

    /// What passes on the device's line is written down from now on, or not any more.
    record Trace(boolean on) implements Act {}

    /// The maker's own tool shall have the device's line.
    record Lend() implements Act {}

    /// The terminal shall have it again.
    record TakeBack() implements Act {}

    /// A touch of an engineer who exchanges the device that is looked at.
    sealed interface Fit extends Act {}

    /// To the first page of it.
    record Exchange() implements Fit {}

    /// Out of service with the old one.
    record TakeOut() implements Fit {}

    /// What is plugged in is looked for again.
    record Seek() implements Fit {}

    record PickSocket(Socket socket) implements Fit {}

    /// The address of a printer in the network shall be typed.
    record ByAddress() implements Fit {}

    /// A sign of that address.
    record Sign(String sign) implements Fit {}

    record Pick(Candidate candidate) implements Fit {}

    /// The old one goes, the new one comes.
    record Swap() implements Fit {}

    /// The new one is good.
    record Keep() implements Fit {}

    /// It is not, or not any more: what was there before comes back.
    record GoBack() implements Fit {}

    /// Nothing is exchanged after all: the device serves again as it is.
    record CallOff() implements Fit {}

    /// From any page to the board, from there out.
    record Back() implements Act {}

    record Leave() implements Act {}
}
