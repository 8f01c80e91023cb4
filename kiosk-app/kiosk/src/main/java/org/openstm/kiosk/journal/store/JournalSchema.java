package org.openstm.kiosk.journal.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.openstm.kiosk.journal.crypto.CipherSuite;
import org.openstm.kiosk.journal.model.JournalException;

/// The file's tables and the settings that a connection must have. SQLite silently ignores a setting that it
/// does not know or cannot follow, so each is read back.
public final class JournalSchema {
    public static final int VERSION = 2;

    /// A file names the oldest release that can use it: this code may read and write a newer file if that
    /// allows it. A release may add only what the one before can ignore.
    static final int OLDEST_USER = 2;

    /// One statement each, in the order of execution. `covers` of an entry is the digest of everything these
    /// tables hold on its case after the change: a flipped bit anywhere is found without any key.
    public static final List<String> TABLES = List.of(
            """
            CREATE TABLE journal(
              seq INTEGER PRIMARY KEY, tx_id TEXT NOT NULL, kind INTEGER NOT NULL, wall_ms INTEGER NOT NULL,
              boot_id TEXT NOT NULL, mono_ms INTEGER NOT NULL, covers BLOB NOT NULL CHECK(length(covers)=32),
              body BLOB NOT NULL, prev BLOB NOT NULL CHECK(length(prev)=32),
              hash BLOB NOT NULL CHECK(length(hash)=32)) STRICT""",
            """
            CREATE TABLE head(one INTEGER PRIMARY KEY CHECK(one=1), seq INTEGER NOT NULL, hash BLOB NOT NULL) STRICT""",
            """
            CREATE TABLE start(
              one INTEGER PRIMARY KEY CHECK(one=1), terminal TEXT NOT NULL, suite INTEGER NOT NULL,
              seq INTEGER NOT NULL, hash BLOB NOT NULL) STRICT""",
            """
            CREATE TABLE anchor(
              one INTEGER PRIMARY KEY CHECK(one=1), seq INTEGER NOT NULL, hash BLOB NOT NULL, note BLOB NOT NULL,
              at_ms INTEGER NOT NULL) STRICT""",
            """
            CREATE TABLE tx(
              tx_id TEXT PRIMARY KEY, service TEXT NOT NULL, service_ver INTEGER NOT NULL, state INTEGER NOT NULL,
              version INTEGER NOT NULL, attempt INTEGER NOT NULL, session_id TEXT NOT NULL, offline INTEGER NOT NULL,
              code TEXT NOT NULL, req BLOB NOT NULL, receipt BLOB, sending_run TEXT,
              opened_seq INTEGER NOT NULL, opened_ms INTEGER NOT NULL) STRICT""",
            """
            CREATE TABLE file(
              tx_id TEXT NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL, body BLOB NOT NULL,
              PRIMARY KEY(tx_id, name)) STRICT""",
            """
            CREATE TABLE effect(
              effect_id TEXT PRIMARY KEY, tx_id TEXT NOT NULL, kind INTEGER NOT NULL, template TEXT NOT NULL,
              copy_no INTEGER NOT NULL, state INTEGER NOT NULL, begun_seq INTEGER NOT NULL,
              evidence TEXT NOT NULL) STRICT""",
            """
            CREATE TABLE outbox(
              id INTEGER PRIMARY KEY, tx_id TEXT NOT NULL, op TEXT NOT NULL, n INTEGER NOT NULL DEFAULT 1,
              state INTEGER NOT NULL, body BLOB NOT NULL, UNIQUE(tx_id, op, n)) STRICT""",
            """
            CREATE TABLE payment(
              tx_id TEXT PRIMARY KEY, state INTEGER NOT NULL, version INTEGER NOT NULL, attempt INTEGER NOT NULL,
              fen INTEGER NOT NULL, reference TEXT NOT NULL, answer BLOB) STRICT""",
            """
            CREATE TABLE finding(
              seq INTEGER PRIMARY KEY, tx_id TEXT NOT NULL, kind TEXT NOT NULL, seen INTEGER NOT NULL) STRICT""",
            """
            CREATE TABLE keyring(
              tx_id TEXT PRIMARY KEY, epoch INTEGER NOT NULL, wrapped BLOB NOT NULL, sum BLOB NOT NULL,
              created_ms INTEGER NOT NULL, destroyed_ms INTEGER) STRICT, WITHOUT ROWID""",
            """
            CREATE TABLE migration(
              v INTEGER PRIMARY KEY, oldest_user INTEGER NOT NULL, sha TEXT NOT NULL, at_ms INTEGER NOT NULL) STRICT""",
            "CREATE INDEX tx_state ON tx(state)",
            "CREATE INDEX payment_state ON payment(state)",
            "CREATE INDEX effect_tx ON effect(tx_id)",
            "CREATE INDEX finding_tx ON finding(tx_id)",
            """
            CREATE TRIGGER journal_stands BEFORE UPDATE ON journal
            BEGIN SELECT RAISE(ABORT, 'an entry of the journal never changes'); END""",
            """
            CREATE TRIGGER journal_stays BEFORE DELETE ON journal WHEN OLD.seq > (SELECT seq FROM start)
            BEGIN SELECT RAISE(ABORT, 'an entry of the journal never goes'); END""");

    public static final String ADD_MIGRATION = "INSERT INTO migration(v, oldest_user, sha, at_ms) VALUES (?, ?, ?, ?)";

    private static final String ADD_START = "INSERT INTO start(one, terminal, suite, seq, hash) VALUES (1, ?, ?, 0, ?)";

    /// Required settings of each connection, with the values that SQLite reports.
    private static final Map<String, String> SETTINGS = connectionSettings();

    private JournalSchema() {}

    private static Map<String, String> connectionSettings() {
        var all = new LinkedHashMap<String, String>();
        all.put("busy_timeout", "5000");
        all.put("journal_mode", "wal");
        all.put("synchronous", "2"); // FULL: the only WAL setting that keeps acknowledged rows through a power loss
        all.put("foreign_keys", "1");
        all.put("trusted_schema", "0");
        all.put("cell_size_check", "1");
        all.put("secure_delete", "1");
        all.put("wal_autocheckpoint", "256");
        all.put("journal_size_limit", "4194304");
        all.put("mmap_size", "0"); // a torn page in a mapping would crash the JVM
        return all;
    }

    /// Writes the owner and the release into fresh tables.
    public static void initialiseTables(JournalWriter.JournalTransaction sheet, String terminal, CipherSuite suite)
            throws SQLException {
        sheet.executeUpdate(ADD_START, terminal, suite.code(), HashChain.startHash());
        sheet.executeUpdate(ADD_MIGRATION, VERSION, OLDEST_USER, schemaDigest(), sheet.nowMs());
        sheet.executeDefinition("PRAGMA user_version = " + VERSION);
    }

    public static int fileVersion(Connection connection) throws SQLException {
        return Integer.parseInt(readPragma(connection, "user_version"));
    }

    /// The oldest release that can use a file of a later one.
    public static int oldestUsableRelease(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT oldest_user FROM migration ORDER BY v DESC LIMIT 1")) {
            return row.next() ? row.getInt(1) : Integer.MAX_VALUE;
        }
    }

    /// The release to which the file was brought, by its own rows; 0 for a file without tables.
    public static int recordedRelease(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            try (var table = statement.executeQuery("SELECT 1 FROM sqlite_schema")) {
                if (!table.next()) return 0;
            }
            try (var row = statement.executeQuery("SELECT MAX(v) FROM migration")) {
                return row.next() ? row.getInt(1) : 0;
            }
        }
    }

    public static Connection openForWriting(Path file) throws SQLException {
        var properties = new Properties();
        properties.setProperty("transaction_mode", "IMMEDIATE");
        var connection = DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath(), properties);
        try {
            for (var setting : SETTINGS.entrySet()) {
                try (var statement = connection.createStatement()) {
                    statement.execute("PRAGMA " + setting.getKey() + "=" + setting.getValue());
                }
            }
            requireSettings(connection, SETTINGS);
            return connection;
        } catch (SQLException | RuntimeException broken) {
            connection.close();
            throw broken;
        }
    }

    /// Opens read-only; a reader that could write would be a second writer.
    public static Connection openForReading(Path file) throws SQLException {
        var properties = new Properties();
        properties.setProperty("open_mode", "1"); // SQLITE_OPEN_READONLY
        var connection = DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath(), properties);
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout=5000");
            statement.execute("PRAGMA query_only=1");
            statement.execute("PRAGMA trusted_schema=0");
            statement.execute("PRAGMA cell_size_check=1");
            statement.execute("PRAGMA mmap_size=0");
            requireSettings(connection, Map.of("query_only", "1", "trusted_schema", "0", "mmap_size", "0"));
            return connection;
        } catch (SQLException | RuntimeException broken) {
            connection.close();
            throw broken;
        }
    }

    public static void requireSettings(Connection connection, Map<String, String> wanted) throws SQLException {
        for (var setting : wanted.entrySet()) {
            String real = readPragma(connection, setting.getKey());
            if (!setting.getValue().equals(real)) {
                throw new JournalException(
                        "the journal's file has a wrong setting: " + setting.getKey() + " is " + real + ", not "
                                + setting.getValue(),
                        null);
            }
        }
    }

    public static Map<String, String> requiredSettings() {
        return SETTINGS;
    }

    public static String readPragma(Connection connection, String pragma) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("PRAGMA " + pragma)) {
            return row.next() ? row.getString(1) : "0"; // mmap_size=0 answers with no row on some builds
        }
    }

    /// What `sqlite_schema` must contain, so that a changed trigger or table is found.
    public static List<String> expectedTables() {
        var all = new ArrayList<String>();
        for (String made : TABLES) all.add(made.strip());
        Collections.sort(all); // a migrated file has created them in another order
        return all;
    }

    static String schemaDigest() {
        return HashChain.toHex(HashChain.sha256(String.join(";", TABLES).getBytes(StandardCharsets.UTF_8)));
    }
}
