package org.openstm.kiosk.journal;

import java.sql.SQLException;
import java.util.List;
import org.openstm.kiosk.journal.model.InvalidSealException;
import org.openstm.kiosk.journal.model.StaffFinding;
import org.openstm.kiosk.journal.store.CaseKeyring;
import org.openstm.kiosk.journal.store.FindingQueries;
import org.openstm.kiosk.journal.store.JournalReader;
import org.openstm.kiosk.journal.store.JournalWriter;
import org.openstm.kiosk.journal.store.StatementCache;
import org.openstm.kiosk.journal.store.StoredCaseQueries;
import org.openstm.kiosk.journal.store.StoredCaseReplica;

/// What can still be read of a journal that lost its end, for its successor.
///
/// @param open cases that the replica must have contained while they were open
/// @param online cases to be sent only while their citizens wait
/// @param findings that staff had not marked as seen
record JournalRemnant(
        long lastSeq,
        List<StoredCaseReplica.ReplicatedCase> open,
        List<StoredCaseReplica.ReplicatedCase> online,
        List<StaffFinding> findings) {
    static final JournalRemnant NOTHING = new JournalRemnant(0, List.of(), List.of(), List.of());

    static JournalRemnant of(StatementCache statements, CaseKeyring keyring, String terminal) throws SQLException {
        return new JournalRemnant(
                JournalWriter.readHead(statements.connection()).seq(),
                StoredCaseQueries.openCases(statements),
                StoredCaseQueries.openOnlineCases(statements),
                readFindings(new FindingQueries(new JournalReader(statements, keyring, terminal))));
    }

    private static List<StaffFinding> readFindings(FindingQueries queries) {
        try {
            return queries.openFindings();
        } catch (InvalidSealException unreadable) {
            return List.of(); // they are in the quarantined file
        }
    }
}
