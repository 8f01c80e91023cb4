package org.openstm.kiosk.staff;

/// A touch on a page of staff.
public sealed interface StaffAction {
    /// A digit at the door.
    record TypeDigit(int digit) implements StaffAction {}

    record EraseLast() implements StaffAction {}

    /// Away with what was typed.
    record ClearTyped() implements StaffAction {}

    /// What was typed at the door is complete.
    record SubmitTyped() implements StaffAction {}

    record SeeDevice(String id) implements StaffAction {}

    /// What to do about something that is wrong.
    record SeeTask(String id) implements StaffAction {}

    /// @param level `internal`, `external`, `interactive`
    record StartCheck(String level) implements StaffAction {}

    record StartReset() implements StaffAction {}

    /// What is looked at is dealt with.
    record MarkSettled(SettledHow how) implements StaffAction {}

    /// How a thing was dealt with.
    enum SettledHow {
        /// The paper lay in the slot, whole.
        CAME_OUT,
        /// There was no paper, or half of one.
        NOT_OUT,
        /// Whatever the page says was done.
        DONE
    }

    /// To the page of the morning's check.
    record SeeMorningCheck() implements StaffAction {}

    record StartMorningCheck() implements StaffAction {}

    record SeeAuditLog() implements StaffAction {}

    /// To the page where cases are looked for.
    record SeeCaseSearch() implements StaffAction {}

    /// Why somebody looks.
    record GiveReason(SearchReason why) implements StaffAction {}

    /// Why a case is looked for.
    enum SearchReason {
        /// Its citizen asks.
        ASKED,
        /// A paper was found, or is missing.
        PAPER,
        /// The day is closed.
        DAY_END
    }

    /// What the journal says of a case that was found.
    record SeeCase(String txId) implements StaffAction {}

    /// A slip of the case that is looked at, once more.
    record StartReprint() implements StaffAction {}

    /// The day's cases are counted, here and at the centre.
    record StartDayCount() implements StaffAction {}

    /// The device's own counters and the last of its trace are asked for again.
    record RefreshInspection() implements StaffAction {}

    /// What passes on the device's line is written down from now on, or not any more.
    record SwitchTrace(boolean on) implements StaffAction {}

    /// The maker's own tool shall have the device's line.
    record StartLending() implements StaffAction {}

    /// The terminal shall have it again.
    record EndLending() implements StaffAction {}

    /// A touch of an engineer who exchanges the device that is looked at.
    sealed interface DriverSwapAction extends StaffAction {}

    /// To the first page of it.
    record OpenDriverSwap() implements DriverSwapAction {}

    /// Out of service with the old one.
    record ConfirmTakeOut() implements DriverSwapAction {}

    /// What is plugged in is looked for again.
    record SearchAgain() implements DriverSwapAction {}

    record PickConnectionPoint(ConnectionPoint socket) implements DriverSwapAction {}

    /// The address of a printer in the network shall be typed.
    record EnterAddress() implements DriverSwapAction {}

    /// A sign of that address.
    record TypeSign(String sign) implements DriverSwapAction {}

    record PickDriver(DriverCandidate candidate) implements DriverSwapAction {}

    /// The old one goes, the new one comes.
    record SwapDriver() implements DriverSwapAction {}

    /// The new one is good.
    record KeepNewDriver() implements DriverSwapAction {}

    /// It is not, or not any more: what was there before comes back.
    record RestoreOldDriver() implements DriverSwapAction {}

    /// Nothing is exchanged after all: the device serves again as it is.
    record CallOffSwap() implements DriverSwapAction {}

    /// From any page to the board, from there out.
    record LeavePage() implements StaffAction {}

    record LeaveStaffPages() implements StaffAction {}
}
