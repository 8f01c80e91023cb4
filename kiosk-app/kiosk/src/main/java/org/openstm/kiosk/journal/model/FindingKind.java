package org.openstm.kiosk.journal.model;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What staff may have to look at, and who settles it. The text stands in the journal, in `stm status` and in the
/// texts of the staff screens: it stays when a constant is renamed.
public enum FindingKind {
    CANCELLED("cancelled", Owner.STAFF),
    CASE_DIFFERS("case-differs", Owner.STAFF),
    CASE_NOT_AT_CENTRE("case-not-at-centre", Owner.STAFF),
    CASE_NOT_HERE("case-not-here", Owner.STAFF),
    DEAD_LETTER("dead-letter", Owner.STAFF),
    PAID_UNATTENDED("paid-unattended", Owner.STAFF),
    PAYMENT_MANUAL("payment-manual", Owner.STAFF),
    PRINT_UNKNOWN("print-unknown", Owner.STAFF),
    STAFF_GUESSING("staff-guessing", Owner.STAFF),
    STOPPED_UNATTENDED("stopped-unattended", Owner.STAFF),
    UNKNOWN_LONG("unknown-long", Owner.STAFF),
    CERTIFICATE("certificate", Owner.ENGINEER),
    CHAIN_FORK("chain-fork", Owner.ENGINEER),
    CLEAR_LINK("clear-link", Owner.ENGINEER),
    CLOCK("clock", Owner.ENGINEER),
    CONTRACT_ENDS("contract-ends", Owner.ENGINEER),
    DATA_IN_MEMORY("data-in-memory", Owner.ENGINEER),
    DEVICES_FILE("devices-file", Owner.ENGINEER),
    DISK_FAILED("disk-failed", Owner.ENGINEER),
    DISK_FULL("disk-full", Owner.ENGINEER),
    DRIVERS_UNCONFINED("drivers-unconfined", Owner.ENGINEER),
    JOURNAL_DAMAGED("journal-damaged", Owner.ENGINEER),
    JOURNAL_KEY("journal-key", Owner.ENGINEER),
    JOURNAL_REBUILT("journal-rebuilt", Owner.ENGINEER),
    KEY_IN_FILE("key-in-file", Owner.ENGINEER),
    RUNS_AS_ROOT("runs-as-root", Owner.ENGINEER),
    SECOND_COPY("second-copy", Owner.ENGINEER),
    SECOND_COPY_REPAIRED("second-copy-repaired", Owner.ENGINEER),
    SETTINGS_OLD("settings-old", Owner.ENGINEER),
    STAFF_FILE("staff-file", Owner.ENGINEER),
    WRITING("writing", Owner.ENGINEER),
    AUDIT_LOG("audit-log", Owner.AUDITOR),
    CATALOGUE("catalogue", Owner.CENTRAL),
    CENTRAL_KEYS("central-keys", Owner.CENTRAL),
    CENTRAL_LINE("central-line", Owner.CENTRAL),
    COMMAND_FAILED("command-failed", Owner.CENTRAL),
    COMMAND_FORGED("command-forged", Owner.CENTRAL),
    DOCUMENT_MISMATCH("document-mismatch", Owner.CENTRAL),
    SEAL_BAD("seal-bad", Owner.CENTRAL);

    /// Who settles a finding.
    public enum Owner {
        /// The branch.
        STAFF,
        ENGINEER,
        AUDITOR,
        CENTRAL
    }

    private static final Map<String, FindingKind> BY_TEXT =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(FindingKind::text, Function.identity()));

    private final String text;
    private final Owner owner;

    FindingKind(String text, Owner owner) {
        this.text = text;
        this.owner = owner;
    }

    public String text() {
        return text;
    }

    public Owner owner() {
        return owner;
    }

    /// @return empty for a kind that another release wrote
    public static Optional<FindingKind> find(String text) {
        return Optional.ofNullable(BY_TEXT.get(text));
    }
}
