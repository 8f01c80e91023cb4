package org.openstm.kiosk.journal.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// What the replica must contain, read from the journal's tables: open stored cases, and cases with a payment
/// in progress.
public final class StoredCaseQueries {
    private static final String CASE = """
            SELECT service, service_ver, session_id, code, opened_ms, opened_seq, req FROM tx WHERE tx_id = ?
            """;

    private static final String OPEN = """
            SELECT tx_id FROM tx WHERE (offline = 1 AND state IN (2, 3, 4, 5))
              OR tx_id IN (SELECT tx_id FROM payment WHERE state <= 66)
            ORDER BY opened_seq
            """;

    private static final String OPEN_ONLINE = """
            SELECT tx_id FROM tx WHERE offline = 0 AND state IN (2, 3, 4, 5)
              AND tx_id NOT IN (SELECT tx_id FROM payment WHERE state <= 66)
            ORDER BY opened_seq
            """;

    private static final String KNOWN = "SELECT 1 FROM tx WHERE tx_id = ?";

    private StoredCaseQueries() {}

    public static StoredCaseReplica.ReplicatedCase readCase(StatementCache statements, String txId)
            throws SQLException {
        var wrapped = CaseKeyring.findWrappedKey(statements, txId);
        var query = statements.prepareStatement(CASE);
        query.setString(1, txId);
        try (var row = query.executeQuery()) {
            if (!row.next()) throw new SQLException("no case " + txId);
            return new StoredCaseReplica.ReplicatedCase(
                    txId,
                    row.getString(1),
                    row.getInt(2),
                    row.getString(3),
                    row.getString(4),
                    row.getLong(5),
                    row.getLong(6),
                    wrapped,
                    row.getBytes(7),
                    AttachmentTable.findAttachments(statements, txId));
        }
    }

    /// In the order in which they were opened.
    public static List<StoredCaseReplica.ReplicatedCase> openCases(StatementCache statements) throws SQLException {
        return readCases(statements, OPEN);
    }

    /// Cases in progress that are in no replica: their citizens wait, or were told that they are being checked.
    public static List<StoredCaseReplica.ReplicatedCase> openOnlineCases(StatementCache statements)
            throws SQLException {
        return readCases(statements, OPEN_ONLINE);
    }

    public static boolean isKnown(StatementCache statements, String txId) throws SQLException {
        var query = statements.prepareStatement(KNOWN);
        query.setString(1, txId);
        try (var row = query.executeQuery()) {
            return row.next();
        }
    }

    private static List<StoredCaseReplica.ReplicatedCase> readCases(StatementCache statements, String which)
            throws SQLException {
        var ids = new ArrayList<String>();
        try (var row = statements.prepareStatement(which).executeQuery()) {
            while (row.next()) ids.add(row.getString(1));
        }
        var all = new ArrayList<StoredCaseReplica.ReplicatedCase>();
        for (String txId : ids) all.add(readCase(statements, txId));
        return all;
    }
}
