package org.openstm.kiosk.staff;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What became of an [Order].
public sealed interface News {
    record Admitted(Officer officer) implements News {}

    /// @param why `staff.wrong`, `staff.locked`, `staff.nobody`
    /// @param minutes how long the door stays shut, 0 if it does not
    record Refused(String why, long minutes) implements News {}

    record Looked(Board board) implements News {}

    record Checked(Checkup checkup) implements News {}

    /// What was wanted could not be done: the disk is full, the journal or the audit log cannot be
    /// written.
    record Failed() implements News {}

    /// A thing was dealt with; the board that comes next does not have it any more.
    record Settled(String task) implements News {}

    /// A device of the morning's check is done; the last one brings the report.
    record MorningStep(Checkup checkup) implements News {}

    /// @param printed `printed`, `not-printed`, `unknown`
    /// @param evidence under which the journal has it
    record MorningDone(boolean healthy, String printed, String evidence) implements News {}

    /// @param statistics the device's own counters; empty where it keeps none
    /// @param trace last lines of what passed, oldest first, masked where it belongs to a person;
    ///     empty while nothing is written down
    record Inspected(String device, Map<String, Long> statistics, Optional<List<String>> trace) implements News {
        public Inspected {
            statistics = Map.copyOf(statistics);
            trace = trace.map(List::copyOf);
        }
    }

    /// The maker's tool may open the device's line.
    record Lent(String device) implements News {}

    /// @param digits that were looked for
    /// @param more that are not in the list
    record Cases(String digits, List<CaseLine> lines, int more) implements News {
        public Cases {
            lines = List.copyOf(lines);
        }
    }

    /// @param whole the journal was checked just now, and nothing was changed
    record Story(CaseLine of, List<CaseLine.Step> steps, boolean whole) implements News {
        public Story {
            steps = List.copyOf(steps);
        }
    }

    /// @param result `printed`, `not-printed`, `unknown`, or why nothing was begun: `not-accepted`,
    ///     `too-often`, `look-first`, `no-printer`
    record Reprinted(String txId, String result) implements News {}

    /// @param counts today's cases by state
    /// @param compared with the centre's list: `same`, `differs`, `no-answer`
    /// @param evidence under which the journal has it
    record Day(Map<String, Integer> counts, String compared, String evidence) implements News {
        public Day {
            counts = Map.copyOf(counts);
        }
    }

    /// What became of an [Order.Fit].
    sealed interface Fit extends News {
        String device();
    }

    record TakenOut(String device) implements Fit {}

    /// @param old what the device was when it was taken out of service
    /// @param before what served before the one of today, if anything did
    record Sockets(String device, Candidate old, List<Socket> sockets, Optional<Candidate> before) implements Fit {
        public Sockets {
            sockets = List.copyOf(sockets);
        }
    }

    record Asked(String device, Found found) implements Fit {}

    record Tried(String device, Trial trial) implements Fit {}

    record Ended(String device, Verdict verdict) implements Fit {}

    /// It serves again as it was.
    record CalledOff(String device) implements Fit {}

    /// Lines of the audit log, newest first.
    ///
    /// @param whole no line was changed or taken away
    record Audited(List<String> lines, boolean whole) implements News {
        public Audited {
            lines = List.copyOf(lines);
        }
    }
}
