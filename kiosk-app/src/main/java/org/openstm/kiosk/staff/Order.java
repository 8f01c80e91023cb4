package org.openstm.kiosk.staff;

/// What a step of staff wants done, as a value. Each that names an officer is written to the audit
/// log before it is done.
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

    /// @param digits the last ones of a number; empty for all of today
    record FindCases(Officer officer, Act.Why why, String digits) implements Order {
        @Override
        public String toString() {
            return "FindCases"; // digits may be a person's
        }
    }

    record ReadCase(Officer officer, Act.Why why, String txId) implements Order {}

    record Reprint(Officer officer, Act.Why why, CaseLine line) implements Order {}

    record CountDay(Officer officer) implements Order {}

    record Morning(Officer officer) implements Order {}

    record ReadAudit(Officer officer) implements Order {}

    /// The device's own counters, and the last of its trace.
    record Inspect(Officer officer, String device) implements Order {}

    record Trace(Officer officer, String device, boolean on) implements Order {}

    record Lend(Officer officer, String device) implements Order {}

    record TakeBack(Officer officer, String device) implements Order {}

    /// What an engineer wants done to exchange a device.
    sealed interface Fit extends Order {
        Officer officer();

        String device();
    }

    record TakeOut(Officer officer, String device) implements Fit {}

    record Seek(Officer officer, String device) implements Fit {}

    record Ask(Officer officer, String device, Socket socket) implements Fit {}

    record TryOut(Officer officer, String device, Candidate candidate) implements Fit {}

    record Keep(Officer officer, String device, Trial trial) implements Fit {}

    /// What is on trial goes.
    record GiveUp(Officer officer, String device, Trial trial) implements Fit {}

    /// What was kept goes, and what served before comes back.
    record GoBack(Officer officer, String device) implements Fit {}

    record CallOff(Officer officer, String device) implements Fit {}

    /// @param why `left`, `idle`
    record Left(Officer officer, String why) implements Order {}
}
