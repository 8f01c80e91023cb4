package org.openstm.kiosk.journal;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.openstm.kiosk.journal.model.EntryType;
import org.openstm.kiosk.journal.model.FindingKind;
import org.openstm.kiosk.journal.model.StaffFinding;
import org.openstm.kiosk.journal.store.FindingQueries;
import org.openstm.kiosk.journal.store.JournalWriter;

/// The findings in the journal: what staff must look at.
public final class FindingJournal {
    private static final String ADD_FINDING = "INSERT INTO finding(seq, tx_id, kind, seen) VALUES (?, ?, ?, 0)";

    private static final String SEE_FINDING = "UPDATE finding SET seen = ? WHERE seq = ? AND seen = 0";

    private final JournalWriter writer;
    private final FindingQueries queries;

    FindingJournal(JournalWriter writer, FindingQueries queries) {
        this.writer = writer;
        this.queries = queries;
    }

    /// Part of a change that makes a finding; the entry of that change describes it.
    ///
    /// @param kind the text of its [FindingKind]
    static void insertFinding(JournalWriter.JournalTransaction transaction, String txId, String kind)
            throws SQLException {
        transaction.executeUpdate(ADD_FINDING, transaction.nextSequence(), txId, kind);
    }

    /// Findings that staff have not marked as seen.
    public List<StaffFinding> openFindings() {
        return queries.openFindings();
    }

    /// Staff have dealt with a finding.
    public void markFindingSeen(long findingSequence, String what) {
        String txId = queries.caseOfFinding(findingSequence);
        writer.commitChange(transaction -> {
            if (transaction.executeUpdate(SEE_FINDING, transaction.nextSequence(), findingSequence) == 0) return false;
            transaction.appendEntry(
                    EntryType.SEEN, txId, Map.of("finding", Long.toString(findingSequence), "what", what));
            return true;
        });
    }

    /// Something that staff must look at and that belongs to no case; said once until they have.
    public void raiseFinding(FindingKind kind, String why) {
        raiseFinding("", kind, why);
    }

    /// The same of a case.
    public void raiseFinding(String txId, FindingKind kind, String why) {
        boolean said = openFindings().stream()
                .anyMatch(open -> open.kind().equals(kind.text()) && open.txId().equals(txId));
        if (said) return;
        writer.commitChange(transaction -> {
            insertFinding(transaction, txId, kind.text());
            return transaction.appendEntry(EntryType.NOTE, txId, Map.of("kind", kind.text(), "why", why));
        });
    }
}
