package org.openstm.kiosk.staff;

import java.util.List;
import java.util.Optional;

/// The page that staff see who are logged in.
public sealed interface StaffView {
    /// @param failed whether the last command failed
    record OverviewView(boolean failed) implements StaffView {
        OverviewView() {
            this(false);
        }
    }

    /// @param running whether a check or a reset is in progress
    /// @param inspected counters and trace, once they were requested
    record DeviceDetailView(
            String id, Optional<DeviceCheckup> checkup, boolean running, Optional<StaffEvent.DeviceInspected> inspected)
            implements StaffView {
        DeviceDetailView withCheckRunning() {
            return new DeviceDetailView(id, Optional.empty(), true, inspected);
        }

        DeviceDetailView withCheckEnded() {
            return new DeviceDetailView(id, checkup, false, inspected);
        }

        DeviceDetailView withCheckup(DeviceCheckup found) {
            return new DeviceDetailView(id, Optional.of(found), false, inspected);
        }

        DeviceDetailView withInspection(StaffEvent.DeviceInspected more) {
            return new DeviceDetailView(id, checkup, running, Optional.of(more));
        }
    }

    /// @param device device that is being replaced
    /// @param old its data when it was taken out of service
    record DriverSwapView(String device, Optional<DriverCandidate> old, DriverSwapState at) implements StaffView {}

    record TaskView(String id) implements StaffView {}

    /// @param done result of each device, in the order of the checks
    record MorningCheckView(List<DeviceCheckup> done, boolean running, Optional<StaffEvent.MorningCheckDone> ended)
            implements StaffView {
        public MorningCheckView {
            done = List.copyOf(done);
        }
    }

    /// Search for a case: the purpose, then its last digits.
    ///
    /// @param found result of the last search
    record CaseSearchView(
            Optional<StaffAction.SearchReason> why,
            String digits,
            boolean running,
            Optional<StaffEvent.CasesFound> found)
            implements StaffView {
        static final int LONGEST = 12;
        static final CaseSearchView EMPTY = new CaseSearchView(Optional.empty(), "", false, Optional.empty());

        CaseSearchView withDigits(String now) {
            return new CaseSearchView(why, now, running, found);
        }

        CaseSearchView withSearchRunning() {
            return new CaseSearchView(why, digits, true, found);
        }

        CaseSearchView withFoundCases(StaffEvent.CasesFound now) {
            return new CaseSearchView(why, digits, false, Optional.of(now));
        }

        Optional<StaffCaseEntry> findLine(String txId) {
            return found.flatMap(cases -> cases.lines().stream()
                    .filter(line -> line.txId().equals(txId))
                    .findFirst());
        }

        @Override
        public String toString() {
            return "CaseSearchView"; // the digits may be part of a person's number
        }
    }

    /// @param from the list that contains the case
    ///
    /// @param printing whether a slip is being reprinted
    /// @param printed result of the last reprint
    record CaseDetailView(
            CaseSearchView from,
            StaffCaseEntry line,
            Optional<StaffEvent.CaseHistory> story,
            boolean printing,
            Optional<String> printed)
            implements StaffView {
        CaseDetailView(CaseSearchView from, StaffCaseEntry line) {
            this(from, line, Optional.empty(), false, Optional.empty());
        }

        CaseDetailView withHistory(StaffEvent.CaseHistory told) {
            return new CaseDetailView(from, told.of(), Optional.of(told), printing, printed);
        }

        CaseDetailView withReprintRunning() {
            return new CaseDetailView(from, line, story, true, Optional.empty());
        }

        CaseDetailView withReprintResult(String result) {
            return new CaseDetailView(from, line, story, false, Optional.of(result));
        }
    }

    /// @param counted empty while the day is being counted
    record DayCountView(Optional<StaffEvent.DayCounted> counted) implements StaffView {}

    record AuditLogView(Optional<StaffEvent.AuditLogRead> read) implements StaffView {}
}
