package org.openstm.kiosk.staff;

/// What a step of staff wants done, as a value. Each that names an officer is written to the audit log before it is
/// done.
public sealed interface Order {
    record Admit(String number, String pin, String code) implements Order {
        @Override
        public String toString() {
            return "Admit"; // never with its secrets
        }
    }

    /// How is the terminal?
    record Look() implements Order {}

    record Check(Officer officer, String device, String level) implements Order {}

    record Reset(Officer officer, String device) implements Order {}

    /// @param task its id on the board: `finding/17`
    record Settle(Officer officer, String task, Act.How how) implements Order {}

    record Morning(Officer officer) implements Order {}

    record ReadAudit(Officer officer) implements Order {}

    /// @param why `left`, `idle`
    record Left(Officer officer, String why) implements Order {}
}
