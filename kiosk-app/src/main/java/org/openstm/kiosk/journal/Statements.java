package org.openstm.kiosk.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/// The prepared statements of one connection: made once, used by one thread at a time. Preparing them anew would cost
/// more than the commit itself.
final class Statements implements AutoCloseable {
    private final Connection connection;
    private final Map<String, PreparedStatement> made = new HashMap<>();

    Statements(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    /// The caller closes result sets, never the statement.
    PreparedStatement of(String sql) throws SQLException {
        var known = made.get(sql);
        if (known != null) return known;
        var fresh = connection.prepareStatement(sql);
        made.put(sql, fresh);
        return fresh;
    }

    @Override
    public void close() throws SQLException {
        for (var statement : made.values()) statement.close();
        made.clear();
        connection.close();
    }
}
