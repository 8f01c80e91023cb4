package org.openstm.kiosk.staff;

/// A command that a step of the staff session requests, as a value. A command that names an officer is written
/// to the audit log before it is executed.
public sealed interface StaffCommand {
    record AdmitOfficer(String number, String pin, String code) implements StaffCommand {
        @Override
        public String toString() {
            return "AdmitOfficer"; // never with its secrets
        }
    }

    /// Collects the status of the terminal.
    record CollectStatus() implements StaffCommand {}

    record CheckDevice(Officer officer, String device, String level) implements StaffCommand {}

    record ResetDevice(Officer officer, String device) implements StaffCommand {}

    /// @param task id of the task in the status: `finding/17`
    record SettleTask(Officer officer, String task, StaffAction.SettledHow how) implements StaffCommand {}

    /// @param digits last digits of a number; empty for all of today
    record FindCases(Officer officer, StaffAction.SearchReason why, String digits) implements StaffCommand {
        @Override
        public String toString() {
            return "FindCases"; // the digits may be part of a person's number
        }
    }

    record ReadCase(Officer officer, StaffAction.SearchReason why, String txId) implements StaffCommand {}

    record ReprintSlip(Officer officer, StaffAction.SearchReason why, StaffCaseEntry line) implements StaffCommand {}

    record CountCasesOfDay(Officer officer) implements StaffCommand {}

    record RunMorningCheck(Officer officer) implements StaffCommand {}

    record ReadAuditLog(Officer officer) implements StaffCommand {}

    /// Reads the device's own counters, and the end of its trace.
    record InspectDevice(Officer officer, String device) implements StaffCommand {}

    record SetTracing(Officer officer, String device, boolean on) implements StaffCommand {}

    record LendDevice(Officer officer, String device) implements StaffCommand {}

    record TakeBackDevice(Officer officer, String device) implements StaffCommand {}

    /// A command of a device swap.
    sealed interface DriverSwapCommand extends StaffCommand {
        Officer officer();

        String device();
    }

    record TakeOutOfService(Officer officer, String device) implements DriverSwapCommand {}

    record SearchPoints(Officer officer, String device) implements DriverSwapCommand {}

    record ProbePoint(Officer officer, String device, ConnectionPoint socket) implements DriverSwapCommand {}

    record TryDriver(Officer officer, String device, DriverCandidate candidate) implements DriverSwapCommand {}

    record KeepDriver(Officer officer, String device, DriverSwapTrial trial) implements DriverSwapCommand {}

    /// Discards the driver on trial.
    record GiveUpTrial(Officer officer, String device, DriverSwapTrial trial) implements DriverSwapCommand {}

    /// Discards the driver that was kept and restores the previous one.
    record RestoreDriver(Officer officer, String device) implements DriverSwapCommand {}

    record CancelSwap(Officer officer, String device) implements DriverSwapCommand {}

    /// @param why `left`, `idle`
    record EndStaffSession(Officer officer, String why) implements StaffCommand {}
}
