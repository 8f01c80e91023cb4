package org.openstm.kiosk.staff;

import java.util.List;

/// What became of an [Order].
public sealed interface News {
    record Admitted(Officer officer) implements News {}

    /// @param why `staff.wrong`, `staff.locked`, `staff.nobody`
    /// @param minutes how long the door stays shut, 0 if it does not
    record Refused(String why, long minutes) implements News {}

    record Looked(Board board) implements News {}

    record Checked(Checkup checkup) implements News {}

    /// What was wanted could not be done: the disk is full, the journal or the audit log cannot be written.
    record Failed() implements News {}

    /// A thing was dealt with; the board that comes next does not have it any more.
    record Settled(String task) implements News {}

    /// A device of the morning's check is done; the last one brings the report.
    record MorningStep(Checkup checkup) implements News {}

    /// @param printed `printed`, `not-printed`, `unknown`
    /// @param evidence under which the journal has it
    record MorningDone(boolean healthy, String printed, String evidence) implements News {}

    /// Lines of the audit log, newest first.
    ///
    /// @param whole no line was changed or taken away
    record Audited(List<String> lines, boolean whole) implements News {
        public Audited {
            lines = List.copyOf(lines);
        }
    }
}
