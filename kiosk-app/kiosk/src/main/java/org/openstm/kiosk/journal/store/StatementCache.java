package org.openstm.kiosk.journal.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openstm.kiosk.journal.crypto.CipherSuite;

/// The prepared statements of one connection: prepared once, used by one thread at a time. Preparing them again
/// would cost more than the commit itself.
public final class StatementCache implements AutoCloseable {
    private static final String SUITE = "SELECT suite FROM start";

    private final Connection connection;
    private final Map<String, PreparedStatement> made = new HashMap<>();
    private @Nullable CipherSuite suite;

    public StatementCache(Connection connection) {
        this.connection = connection;
    }

    public Connection connection() {
        return connection;
    }

    /// The caller closes result sets, never the statement.
    public PreparedStatement prepareStatement(String sql) throws SQLException {
        var known = made.get(sql);
        if (known != null) return known;
        var fresh = connection.prepareStatement(sql);
        made.put(sql, fresh);
        return fresh;
    }

    /// The algorithms of this journal; the standard ones until they are read from it.
    public CipherSuite cipherSuite() throws SQLException {
        var known = suite;
        if (known != null) return known;
        try (var row = prepareStatement(SUITE).executeQuery()) {
            if (!row.next()) return CipherSuite.STANDARD;
            var found = CipherSuite.of(row.getInt(1));
            suite = found;
            return found;
        }
    }

    @Override
    public void close() throws SQLException {
        made.clear();
        connection.close(); // closes its statements too: closed one by one, each would report the last failure again
    }
}
