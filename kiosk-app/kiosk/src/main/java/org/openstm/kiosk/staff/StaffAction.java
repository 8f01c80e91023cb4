package org.openstm.kiosk.staff;

/// A touch on a staff page.
public sealed interface StaffAction {
    /// A digit of a login entry.
    record TypeDigit(int digit) implements StaffAction {}

    record EraseLast() implements StaffAction {}

    /// Clears the entry.
    record ClearTyped() implements StaffAction {}

    /// Completes the login entry.
    record SubmitTyped() implements StaffAction {}

    record SeeDevice(String id) implements StaffAction {}

    /// Opens the advice on a problem.
    record SeeTask(String id) implements StaffAction {}

    /// @param level `internal`, `external`, `interactive`
    record StartCheck(String level) implements StaffAction {}

    record StartReset() implements StaffAction {}

    /// Marks the current task as resolved.
    record MarkSettled(SettledHow how) implements StaffAction {}

    /// How a task was resolved.
    enum SettledHow {
        /// The paper was in the slot, complete.
        CAME_OUT,
        /// There was no paper, or only a part of one.
        NOT_OUT,
        /// The advice of the page was followed.
        DONE
    }

    /// Opens the self-test page.
    record SeeMorningCheck() implements StaffAction {}

    record StartMorningCheck() implements StaffAction {}

    record SeeAuditLog() implements StaffAction {}

    /// Opens the case search.
    record SeeCaseSearch() implements StaffAction {}

    /// States the purpose of a search.
    record GiveReason(SearchReason why) implements StaffAction {}

    /// Purposes of a search.
    enum SearchReason {
        /// The citizen of the case asks.
        ASKED,
        /// A paper was found, or is missing.
        PAPER,
        /// The day is closed.
        DAY_END
    }

    /// Opens the journal entries of a case found.
    record SeeCase(String txId) implements StaffAction {}

    /// Reprints a slip of the current case.
    record StartReprint() implements StaffAction {}

    /// Counts the day's cases, here and at central.
    record StartDayCount() implements StaffAction {}

    /// Reads the device's own counters and the end of its trace again.
    record RefreshInspection() implements StaffAction {}

    /// Starts or stops the trace of the device's link.
    record SwitchTrace(boolean on) implements StaffAction {}

    /// Hands the device's link to the vendor's own tool.
    record StartLending() implements StaffAction {}

    /// Takes the link back for the terminal.
    record EndLending() implements StaffAction {}

    /// A touch of an engineer who replaces the current device.
    sealed interface DriverSwapAction extends StaffAction {}

    /// Opens its first page.
    record OpenDriverSwap() implements DriverSwapAction {}

    /// Takes the old device out of service.
    record ConfirmTakeOut() implements DriverSwapAction {}

    /// Scans the ports again.
    record SearchAgain() implements DriverSwapAction {}

    record PickConnectionPoint(ConnectionPoint socket) implements DriverSwapAction {}

    /// Opens the entry of a network printer's address.
    record EnterAddress() implements DriverSwapAction {}

    /// A character of that address.
    record TypeSign(String sign) implements DriverSwapAction {}

    record PickDriver(DriverCandidate candidate) implements DriverSwapAction {}

    /// Releases the old device and starts the new one.
    record SwapDriver() implements DriverSwapAction {}

    /// Confirms the new device.
    record KeepNewDriver() implements DriverSwapAction {}

    /// Rejects the new device: rolls back to the previous one.
    record RestoreOldDriver() implements DriverSwapAction {}

    /// Cancels the swap: the device serves again unchanged.
    record CallOffSwap() implements DriverSwapAction {}

    /// Back to the status page; from there, leaves.
    record LeavePage() implements StaffAction {}

    record LeaveStaffPages() implements StaffAction {}
}
