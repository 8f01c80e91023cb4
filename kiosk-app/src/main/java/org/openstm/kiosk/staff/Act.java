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

    /// From any page to the board, from there out.
    record Back() implements Act {}

    record Leave() implements Act {}
}
