package org.openstm.kiosk.reference.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One transaction of [Database]: all of its changes are kept or none.
///
/// SQLite runs one transaction after the other, so every lock is free there. On PostgreSQL the locks are
/// advisory locks of the transaction: all instances see them, and they end with the transaction or with the
/// process that held it.
public final class Transaction {
    private static final String NEXT = """
            INSERT INTO counted(terminal, name, n) VALUES (?, ?, 1)
            ON CONFLICT(terminal, name) DO UPDATE SET n = counted.n + 1 RETURNING n
            """;

    private final Connection connection;
    private final boolean postgres;

    Transaction(Connection connection, boolean postgres) {
        this.connection = connection;
        this.postgres = postgres;
    }

    public int executeUpdate(String sql, @Nullable Object... values) throws SQLException {
        try (var statement = prepareStatement(sql, values)) {
            return statement.executeUpdate();
        }
    }

    public <T> List<T> queryAll(String sql, Database.RowReader<T> reader, Object... values) throws SQLException {
        try (var statement = prepareStatement(sql, values);
                var rows = statement.executeQuery()) {
            var found = new ArrayList<T>();
            while (rows.next()) found.add(reader.readRow(rows));
            return found;
        }
    }

    public <T> Optional<T> queryFirst(String sql, Database.RowReader<T> reader, Object... values) throws SQLException {
        return queryAll(sql, reader, values).stream().findFirst();
    }

    private PreparedStatement prepareStatement(String sql, @Nullable Object... values) throws SQLException {
        var statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < values.length; i++) statement.setObject(i + 1, values[i]);
            return statement;
        } catch (SQLException broken) {
            statement.close();
            throw broken;
        }
    }

    /// The next consecutive number of this name, from 1, without gaps; other transactions that need one wait
    /// for this one.
    public int nextNumber(String terminal, String name) throws SQLException {
        return queryFirst(NEXT, row -> row.getInt(1), terminal, name).orElseThrow();
    }

    /// A number for a paper of this day, never given twice. PostgreSQL continues over the days and leaves gaps,
    /// but no transaction waits for another.
    ///
    /// @param kind `case`, `document` or `payment`
    public long dailyNumber(String kind, String day) throws SQLException {
        if (!postgres) return nextNumber(DatabaseSchema.NO_TERMINAL, kind + "/" + day);
        return queryFirst("SELECT nextval(?::regclass)", row -> row.getLong(1), kind + "_number")
                .orElseThrow();
    }

    /// Waits until no other transaction holds this lock; throws [Database.LockTimeoutException] if that takes
    /// too long.
    public void acquireLock(String terminal, String what) throws SQLException {
        if (postgres) queryFirst("SELECT pg_advisory_xact_lock(?)", _ -> true, lockKey(terminal, what));
    }

    /// Allows this transaction to be lost with the machine, within less than a second; only where that is
    /// harmless.
    public void relaxDurability() throws SQLException {
        if (postgres) executeUpdate("SET LOCAL synchronous_commit TO OFF");
    }

    /// A collision of two names only causes an unnecessary wait.
    private static long lockKey(String terminal, String what) {
        try {
            byte[] name = (terminal + "\n" + what).getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(name))
                    .getLong();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
