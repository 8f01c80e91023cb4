package org.openstm.kiosk.journal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// What the second copy must have, read from the journal's tables: stored cases that are open, and cases whose
/// money is on its way.
final class StoredCases {
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

    private StoredCases() {}

    static SecondCopy.Stored of(Statements statements, String txId) throws SQLException {
        var wrapped = Keyring.wrapped(statements, txId);
        var query = statements.of(CASE);
        query.setString(1, txId);
        try (var row = query.executeQuery()) {
            if (!row.next()) throw new SQLException("no case " + txId);
            return new SecondCopy.Stored(
                    txId,
                    row.getString(1),
                    row.getInt(2),
                    row.getString(3),
                    row.getString(4),
                    row.getLong(5),
                    row.getLong(6),
                    wrapped,
                    row.getBytes(7),
                    Enclosures.of(statements, txId));
        }
    }

    /// In the order in which they were opened.
    static List<SecondCopy.Stored> open(Statements statements) throws SQLException {
        return all(statements, OPEN);
    }

    /// Cases under way that are in no second copy: their citizens wait, or were told that they are being checked.
    static List<SecondCopy.Stored> openOnline(Statements statements) throws SQLException {
        return all(statements, OPEN_ONLINE);
    }

    static boolean isKnown(Statements statements, String txId) throws SQLException {
        var query = statements.of(KNOWN);
        query.setString(1, txId);
        try (var row = query.executeQuery()) {
            return row.next();
        }
    }

    private static List<SecondCopy.Stored> all(Statements statements, String which) throws SQLException {
        var ids = new ArrayList<String>();
        try (var row = statements.of(which).executeQuery()) {
            while (row.next()) ids.add(row.getString(1));
        }
        var all = new ArrayList<SecondCopy.Stored>();
        for (String txId : ids) all.add(of(statements, txId));
        return all;
    }
}
