package org.openstm.kiosk.staff;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Result of a [StaffCommand].
public sealed interface StaffEvent {
    record OfficerAdmitted(Officer officer) implements StaffEvent {}

    /// @param why `staff.wrong`, `staff.locked`, `staff.nobody`
    /// @param minutes how long login is locked, 0 if it is not
    record LoginRefused(String why, long minutes) implements StaffEvent {}

    record StatusCollected(TerminalStatus board) implements StaffEvent {}

    record DeviceChecked(DeviceCheckup checkup) implements StaffEvent {}

    /// The command failed: the disk is full, the journal or the audit log cannot be
    /// written.
    record CommandFailed() implements StaffEvent {}

    /// A task was resolved; the next status does not contain it any more.
    record TaskSettled(String task) implements StaffEvent {}

    /// A device of the self-test is done; the last one brings the report.
    record MorningCheckStep(DeviceCheckup checkup) implements StaffEvent {}

    /// @param printed `printed`, `not-printed`, `unknown`
    /// @param evidence reference of the journal entry
    record MorningCheckDone(boolean healthy, String printed, String evidence) implements StaffEvent {}

    /// @param statistics the device's own counters; empty where it keeps none
    /// @param trace last lines of the trace, oldest first, masked where they belong to a person;
    ///     empty while no trace is written
    record DeviceInspected(String device, Map<String, Long> statistics, Optional<List<String>> trace)
            implements StaffEvent {
        public DeviceInspected {
            statistics = Map.copyOf(statistics);
            trace = trace.map(List::copyOf);
        }
    }

    /// The vendor's tool may open the device's link.
    record DeviceLent(String device) implements StaffEvent {}

    /// @param digits digits of the search
    /// @param more number of cases that are not in the list
    record CasesFound(String digits, List<StaffCaseEntry> lines, int more) implements StaffEvent {
        public CasesFound {
            lines = List.copyOf(lines);
        }
    }

    /// @param whole the journal was checked just now, and nothing was changed
    record CaseHistory(StaffCaseEntry of, List<StaffCaseEntry.CaseHistoryEntry> steps, boolean whole)
            implements StaffEvent {
        public CaseHistory {
            steps = List.copyOf(steps);
        }
    }

    /// @param result `printed`, `not-printed`, `unknown`, or why nothing was begun: `not-accepted`,
    ///     `too-often`, `look-first`, `no-printer`
    record SlipReprinted(String txId, String result) implements StaffEvent {}

    /// @param counts today's cases by state
    /// @param compared comparison with central's list: `same`, `differs`, `no-answer`
    /// @param evidence reference of the journal entry
    record DayCounted(Map<StaffCaseState, Integer> counts, String compared, String evidence) implements StaffEvent {
        public DayCounted {
            counts = Map.copyOf(counts);
        }
    }

    /// Result of a [StaffCommand.DriverSwapCommand].
    sealed interface DriverSwapEvent extends StaffEvent {
        String device();
    }

    record DeviceTakenOut(String device) implements DriverSwapEvent {}

    /// @param old data of the device when it was taken out of service
    /// @param before the driver before the current one, if there was any
    record PointsFound(
            String device, DriverCandidate old, List<ConnectionPoint> sockets, Optional<DriverCandidate> before)
            implements DriverSwapEvent {
        public PointsFound {
            sockets = List.copyOf(sockets);
        }
    }

    record PointProbed(String device, DriverMatches found) implements DriverSwapEvent {}

    record DriverTried(String device, DriverSwapTrial trial) implements DriverSwapEvent {}

    record DriverSwapEnded(String device, DriverSwapVerdict verdict) implements DriverSwapEvent {}

    /// The device serves again unchanged.
    record SwapCalledOff(String device) implements DriverSwapEvent {}

    /// Lines of the audit log, newest first.
    ///
    /// @param whole no line was changed or removed
    record AuditLogRead(List<String> lines, boolean whole) implements StaffEvent {
        public AuditLogRead {
            lines = List.copyOf(lines);
        }
    }
}
