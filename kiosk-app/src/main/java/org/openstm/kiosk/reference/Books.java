package org.openstm.kiosk.reference;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The database. One connection, one transaction at a time: the answer to a case and the case itself are kept together
/// or not at all. The SQL is that which SQLite and PostgreSQL share; only the name of the binary type differs.
final class Books implements AutoCloseable {
    private static final List<String> TABLES =
            List.of("""
            CREATE TABLE IF NOT EXISTS terminal(terminal TEXT PRIMARY KEY, jwk TEXT NOT NULL, since_ms BIGINT NOT NULL)""", """
            CREATE TABLE IF NOT EXISTS tx(
              terminal TEXT NOT NULL, tx_id TEXT NOT NULL, digest TEXT NOT NULL, code TEXT NOT NULL,
              answer BLOB NOT NULL, PRIMARY KEY(terminal, tx_id))""", """
            CREATE TABLE IF NOT EXISTS case_file(
              terminal TEXT NOT NULL, tx_id TEXT NOT NULL, case_number TEXT NOT NULL UNIQUE, service TEXT NOT NULL,
              state TEXT NOT NULL, person_key TEXT NOT NULL, answers_key TEXT NOT NULL, at_ms BIGINT NOT NULL,
              PRIMARY KEY(terminal, tx_id))""", """
            CREATE TABLE IF NOT EXISTS rating(
              terminal TEXT NOT NULL, tx_id TEXT NOT NULL, grade INTEGER NOT NULL, reasons TEXT NOT NULL,
              PRIMARY KEY(terminal, tx_id))""", """
            CREATE TABLE IF NOT EXISTS document(
              terminal TEXT NOT NULL, serial TEXT NOT NULL, tx_id TEXT NOT NULL, pdf BLOB NOT NULL,
              PRIMARY KEY(terminal, serial))""", """
            CREATE TABLE IF NOT EXISTS sms_code(
              terminal TEXT NOT NULL, id TEXT NOT NULL, code TEXT NOT NULL, tries INTEGER NOT NULL,
              at_ms BIGINT NOT NULL, PRIMARY KEY(terminal, id))""", """
            CREATE TABLE IF NOT EXISTS sms(
              terminal TEXT NOT NULL, n INTEGER NOT NULL, mobile TEXT NOT NULL, text TEXT NOT NULL,
              at_ms BIGINT NOT NULL, PRIMARY KEY(terminal, n))""", """
            CREATE TABLE IF NOT EXISTS help_call(
              terminal TEXT NOT NULL, n INTEGER NOT NULL, place TEXT NOT NULL, why TEXT NOT NULL,
              at_ms BIGINT NOT NULL, PRIMARY KEY(terminal, n))""", """
            CREATE TABLE IF NOT EXISTS chain_head(
              terminal TEXT PRIMARY KEY, seq BIGINT NOT NULL, hash TEXT NOT NULL, note BLOB NOT NULL,
              begun_anew INTEGER NOT NULL)""", """
            CREATE TABLE IF NOT EXISTS beat(
              terminal TEXT PRIMARY KEY, at_ms BIGINT NOT NULL, queued INTEGER NOT NULL, findings INTEGER NOT NULL,
              version TEXT NOT NULL, followed INTEGER NOT NULL)""", """
            CREATE TABLE IF NOT EXISTS paper(
              terminal TEXT NOT NULL, effect TEXT NOT NULL, tx_id TEXT NOT NULL, paper TEXT NOT NULL,
              copy INTEGER NOT NULL, result TEXT NOT NULL, evidence TEXT NOT NULL, seq BIGINT NOT NULL,
              PRIMARY KEY(terminal, effect))""", """
            CREATE TABLE IF NOT EXISTS running(name TEXT PRIMARY KEY, n INTEGER NOT NULL)""", """
            CREATE INDEX IF NOT EXISTS tx_code ON tx(code)""", """
            CREATE INDEX IF NOT EXISTS case_person ON case_file(person_key, service)""");

    private static final String NEXT = """
            INSERT INTO running(name, n) VALUES (?, 1)
            ON CONFLICT(name) DO UPDATE SET n = running.n + 1 RETURNING n
            """;

    /// What runs inside one transaction.
    interface Work<T> {
        T on(Books books) throws SQLException;
    }

    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private final Connection connection;
    private final ReentrantLock turn = new ReentrantLock();

    private Books(Connection connection) {
        this.connection = connection;
    }

    static Books open(String url) {
        boolean sqlite = url.startsWith("jdbc:sqlite:");
        try {
            var properties = new Properties();
            if (sqlite) properties.setProperty("transaction_mode", "IMMEDIATE");
            var connection = DriverManager.getConnection(url, properties);
            try (var statement = connection.createStatement()) {
                if (sqlite) {
                    for (String setting : List.of("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000")) {
                        statement.execute("PRAGMA " + setting);
                    }
                }
                for (String table : TABLES) {
                    statement.execute(sqlite ? table : table.replace(" BLOB ", " BYTEA "));
                }
            }
            return new Books(connection);
        } catch (SQLException broken) {
            throw new IllegalStateException("central's database cannot be opened: " + url, broken);
        }
    }

    <T> T together(Work<T> work) {
        turn.lock();
        try {
            connection.setAutoCommit(false);
            try {
                T result = work.on(this);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException failed) {
                connection.rollback();
                throw failed;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException broken) {
            throw new IllegalStateException("central's database failed", broken);
        } finally {
            turn.unlock();
        }
    }

    /// Only inside [#together].
    int change(String sql, @Nullable Object... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) statement.setObject(i + 1, values[i]);
            return statement.executeUpdate();
        }
    }

    /// Only inside [#together].
    <T> List<T> all(String sql, Row<T> reader, Object... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) statement.setObject(i + 1, values[i]);
            var found = new ArrayList<T>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) found.add(reader.read(rows));
            }
            return found;
        }
    }

    <T> Optional<T> one(String sql, Row<T> reader, Object... values) throws SQLException {
        return all(sql, reader, values).stream().findFirst();
    }

    /// The next running number of this name, from 1. Only inside [#together].
    int next(String name) throws SQLException {
        return one(NEXT, row -> row.getInt(1), name).orElseThrow();
    }

    @Override
    public void close() {
        turn.lock();
        try {
            connection.close();
        } catch (SQLException broken) {
            throw new IllegalStateException("central's database cannot be closed", broken);
        } finally {
            turn.unlock();
        }
    }
}
