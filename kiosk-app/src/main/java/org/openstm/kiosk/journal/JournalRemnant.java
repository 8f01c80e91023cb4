package org.openstm.kiosk.journal;

import java.sql.SQLException;
import java.util.List;
import org.openstm.kiosk.journal.model.InvalidSealException;
import org.openstm.kiosk.journal.model.StaffFinding;
import org.openstm.kiosk.journal.store.CaseKeyring;
import org.openstm.kiosk.journal.store.JournalReader;
import org.openstm.kiosk.journal.store.JournalWriter;
import org.openstm.kiosk.journal.store.StatementCache;
import org.openstm.kiosk.journal.store.StoredCaseQueries;
import org.openstm.kiosk.journal.store.StoredCaseReplica;

/// What a journal that lost its end still tells, for the one that begins after it.
///
/// @param open cases that the second copy must have had when they were still open
/// @param online cases that were to be sent only while their citizens wait
/// @param findings that nobody had marked as seen
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
                readFindings(new JournalReader(statements, keyring, terminal)));
    }

    private static List<StaffFinding> readFindings(JournalReader shelf) {
        try {
            return shelf.openFindings();
        } catch (InvalidSealException unreadable) {
            return List.of(); // they lie in the file that is put aside
        }
    }
}
