package org.openstm.kiosk.journal;

import org.openstm.kiosk.journal.model.CaseState;
import org.openstm.kiosk.journal.model.FindingKind;
import org.openstm.kiosk.journal.model.JournalCase;
import org.openstm.kiosk.journal.model.PrintResult;
import org.openstm.kiosk.journal.model.UnprovedPrint;
import org.openstm.kiosk.journal.store.PrintQueries;

/// Settles what an earlier run of the kiosk left unfinished, and knows whether a citizen was waiting then.
public final class StopRecovery {
    /// Note type: a citizen waits for the case.
    private static final String ATTENDED = "attended";

    private static final String NOBODY = "-";

    private final PrintQueries queries;
    private final CaseJournal cases;
    private final PrintJournal prints;
    private final FindingJournal findings;
    private final JournalNotes notes;

    StopRecovery(
            PrintQueries queries, CaseJournal cases, PrintJournal prints, FindingJournal findings, JournalNotes notes) {
        this.queries = queries;
        this.cases = cases;
        this.prints = prints;
        this.findings = findings;
        this.notes = notes;
    }

    /// Settles what an earlier run left unfinished, before service opens: an attempt in progress may have
    /// arrived; a case of an online-only item is cancelled; a paper being printed is unproved.
    public void recoverAfterStop(String runId) {
        for (JournalCase left : cases.unsettledCases()) {
            switch (left.state()) {
                case SENDING -> cases.recordUnknown(left, "the terminal stopped while sending; found by run " + runId);
                case INTENT, WAITING -> {
                    // what an earlier attempt sent may still arrive
                    boolean unsent = left.attempt() <= 1;
                    if (unsent && !left.mayBeStored())
                        cases.recordCancelled(left, "the terminal stopped before sending", true);
                }
                case UNKNOWN, ACCEPTED, REJECTED, CANCELLED, DEAD_LETTER -> {}
            }
        }
        for (UnprovedPrint open : queries.begunPrints()) {
            prints.recordPrintEnded(open.effectId(), PrintResult.UNKNOWN, "the terminal stopped while printing");
        }
        reportUnattended();
    }

    /// The citizen of this case waits at the terminal for its result.
    public void noteCitizenWaiting(String txId) {
        notes.addNote(ATTENDED, txId);
    }

    /// The wait is over: the session has ended, and the citizen has read the result.
    public void noteCitizenLeft() {
        notes.addNote(ATTENDED, NOBODY);
    }

    /// The citizen at the terminal when it stopped was told nothing, and has no paper: staff must know when the
    /// person asks. A cancelled case has a finding of its own.
    private void reportUnattended() {
        var txId = notes.lastNote(ATTENDED).orElse(NOBODY);
        if (txId.equals(NOBODY)) return;
        var left = cases.findCase(txId).filter(one -> one.state() != CaseState.CANCELLED);
        if (left.isPresent() && !queries.hasPaper(txId))
            findings.raiseFinding(
                    txId,
                    FindingKind.STOPPED_UNATTENDED,
                    "the terminal stopped while the citizen waited; the case is "
                            + left.get().state());
        noteCitizenLeft();
    }
}
