package org.openstm.kiosk.reference;

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

/// One transaction of [Books]: what is done in it is kept together or not at all.
///
/// SQLite does one turn after the other, so there a lock is had by being here. On PostgreSQL locks are advisory
/// ones of the transaction: all instances see them, and they fall with the transaction or with the process that
/// held it.
final class Turn {
    private static final String NEXT = """
            INSERT INTO counted(terminal, name, n) VALUES (?, ?, 1)
            ON CONFLICT(terminal, name) DO UPDATE SET n = counted.n + 1 RETURNING n
            """;

    private final Connection connection;
    private final boolean postgres;

    Turn(Connection connection, boolean postgres) {
        this.connection = connection;
        this.postgres = postgres;
    }

    int change(String sql, @Nullable Object... values) throws SQLException {
        try (var statement = prepared(sql, values)) {
            return statement.executeUpdate();
        }
    }

    <T> List<T> all(String sql, Books.Row<T> reader, Object... values) throws SQLException {
        try (var statement = prepared(sql, values);
                var rows = statement.executeQuery()) {
            var found = new ArrayList<T>();
            while (rows.next()) found.add(reader.read(rows));
            return found;
        }
    }

    <T> Optional<T> one(String sql, Books.Row<T> reader, Object... values) throws SQLException {
        return all(sql, reader, values).stream().findFirst();
    }

    private PreparedStatement prepared(String sql, @Nullable Object... values) throws SQLException {
        var statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < values.length; i++) statement.setObject(i + 1, values[i]);
            return statement;
        } catch (SQLException broken) {
            statement.close();
            throw broken;
        }
    }

    /// The next running number of this name, from 1, without gaps; whoever else wants one waits for this
    /// transaction.
    int next(String terminal, String name) throws SQLException {
        return one(NEXT, row -> row.getInt(1), terminal, name).orElseThrow();
    }

    /// A number for a paper of this day, never given twice. PostgreSQL counts on over the days and leaves gaps,
    /// but no transaction waits for another.
    ///
    /// @param kind `case`, `document` or `payment`
    long number(String kind, String day) throws SQLException {
        if (!postgres) return next(Tables.NO_TERMINAL, kind + "/" + day);
        return one("SELECT nextval(?::regclass)", row -> row.getLong(1), kind + "_number")
                .orElseThrow();
    }

    /// Waits until no other transaction holds this lock; [Books.Held] if that takes too long.
    void lock(String terminal, String what) throws SQLException {
        if (postgres) one("SELECT pg_advisory_xact_lock(?)", _ -> true, lockNumber(terminal, what));
    }

    /// This transaction may be lost with the machine, within less than a second; only where that does no harm.
    void lightly() throws SQLException {
        if (postgres) change("SET LOCAL synchronous_commit TO OFF");
    }

    /// Two names that fall on one number only wait for each other without need.
    private static long lockNumber(String terminal, String what) {
        try {
            byte[] name = (terminal + "\n" + what).getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(name))
                    .getLong();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
