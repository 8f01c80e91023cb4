package org.openstm.kiosk.journal.verify;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.openstm.kiosk.journal.crypto.JournalKeyStore;
import org.openstm.kiosk.journal.model.EntryType;
import org.openstm.kiosk.journal.model.InvalidSealException;
import org.openstm.kiosk.journal.model.VerificationResult;
import org.openstm.kiosk.journal.store.AttachmentTable;
import org.openstm.kiosk.journal.store.CaseKeyring;
import org.openstm.kiosk.journal.store.HashChain;
import org.openstm.kiosk.journal.store.JournalSchema;
import org.openstm.kiosk.journal.store.SealContext;
import org.openstm.kiosk.journal.store.StatementCache;

/// Verifies a journal file from the first entry to the last, and every other table against the entries.
///
/// Without the key: the chain, the end of the chain, each case's digest against its last entry, state and
/// version against the entries, the tables' definitions, SQLite's integrity check. With the key: every sealed
/// value opens, too.
public final class JournalVerifier {
    private static final String ENTRIES = """
            SELECT seq, tx_id, kind, wall_ms, boot_id, mono_ms, covers, prev, body, hash FROM journal
            WHERE seq > ? ORDER BY seq
            """;

    /// A flipped bit can turn a text into a blob with the same bytes; SQLite uses it all the same.
    private static final String SCHEMA = """
            SELECT CASE typeof(sql) WHEN 'text' THEN sql ELSE 'no text' END FROM sqlite_schema
            WHERE sql IS NOT NULL ORDER BY rowid
            """;

    /// Each of these tables has one row with key 1: SQLite checks that only on writing.
    private static final String SINGLE = """
            SELECT one FROM head UNION ALL SELECT one FROM start UNION ALL SELECT one FROM anchor
            """;

    private static final String HEAD = "SELECT seq, hash FROM head";
    private static final String STATES = "SELECT tx_id, state, version, attempt FROM tx";
    private static final String PAYMENTS = "SELECT tx_id, state, version, attempt FROM payment";

    private static final String START = "SELECT seq, hash FROM start";
    private static final String ANCHOR = "SELECT seq, hash FROM anchor";
    private static final String KEYS = "SELECT tx_id, epoch, wrapped, sum FROM keyring";

    /// With MAX, SQLite takes the other columns from the row that holds it.
    private static final String OPEN = """
            SELECT tx_id, covers, MAX(seq) FROM journal
            WHERE tx_id = ? OR tx_id IN (SELECT tx_id FROM tx WHERE state IN (2, 3, 4, 5)
              UNION SELECT tx_id FROM payment WHERE state <= 66) GROUP BY tx_id
            """;

    private static final String KEYS_IN_USE = KEYS + """
             WHERE tx_id = '' OR tx_id IN (SELECT tx_id FROM tx WHERE state IN (2, 3, 4, 5)
              UNION SELECT tx_id FROM payment WHERE state <= 66)
            """;

    private static final String NAMED = """
            SELECT tx_id FROM tx UNION SELECT tx_id FROM effect UNION SELECT tx_id FROM outbox
            UNION SELECT tx_id FROM finding UNION SELECT tx_id FROM keyring UNION SELECT tx_id FROM payment
            UNION SELECT tx_id FROM file
            """;

    private static final String SEALED_CASES = "SELECT tx_id, req, receipt FROM tx ORDER BY opened_seq";
    private static final String SEALED_FILES = "SELECT tx_id, name, type, body FROM file ORDER BY tx_id, name";
    private static final String STRAY_FILES = "SELECT tx_id FROM file WHERE tx_id NOT IN (SELECT tx_id FROM tx)";
    private static final String SEALED_MESSAGES = "SELECT tx_id, op, body FROM outbox";
    private static final String SEALED_PAYMENTS = "SELECT tx_id, answer FROM payment WHERE answer IS NOT NULL";

    /// What the entries record of one case.
    private static final class CaseTrace {
        private long last;
        private byte[] covers = HashChain.startHash();
        private int state;
        private int changes;
        private int attempts;
        private int money;
        private int moneyChanges;
        private int holds;
    }

    private final Map<String, CaseTrace> told = new HashMap<>();
    private final TreeMap<Long, String> wrong = new TreeMap<>();
    private final @Nullable CaseKeyring keyring;
    private final Map<String, Optional<CaseKeyring.CaseKey>> opened = new HashMap<>();
    private long begin;
    private long at;
    private byte[] head = HashChain.startHash();
    private long anchored = -1;
    private byte[] anchor = HashChain.startHash();

    private JournalVerifier(@Nullable JournalKeyStore keys) {
        this.keyring = keys == null ? null : new CaseKeyring(keys);
    }

    /// @param known the last sequence that another file records, 0 if there is none
    public static VerificationResult verifyFile(Path file, @Nullable JournalKeyStore keys, long known) {
        var auditor = new JournalVerifier(keys);
        if (!Files.isRegularFile(file)) return auditor.toResult(Optional.of("no such file"));
        try (var statements = new StatementCache(JournalSchema.openForReading(file))) {
            var connection = statements.connection();
            if (JournalSchema.fileVersion(connection) == 1)
                return auditor.toResult(
                        Optional.of("the file is of release 1: it is carried over when its kiosk opens it"));
            connection.setAutoCommit(false); // one view of the file, also while a kiosk writes
            auditor.readStart(statements);
            auditor.checkChain(statements);
            if (auditor.wrong.isEmpty()) auditor.checkContents(statements);
            if (known > auditor.at)
                auditor.recordFault(
                        auditor.at + 1, "the end of the journal was lost: the second copy knows of entry " + known);
            return auditor.toResult(Optional.empty());
        } catch (SQLException | RuntimeException unreadable) {
            return auditor.toResult(Optional.of("the file cannot be read further: " + unreadable.getMessage()));
        }
    }

    /// Whether the file is fit for use: SQLite's integrity check (the quick one does not look into the
    /// indexes), the chain from the last countersigned entry, and the rows and keys of the open cases. The
    /// complete verification runs at night.
    static Optional<String> findDamage(StatementCache statements) throws SQLException {
        var said = JournalSchema.readPragma(statements.connection(), "integrity_check(1)");
        if (!said.equals("ok")) return Optional.of(said);
        var connection = statements.connection();
        int version = JournalSchema.fileVersion(connection);
        if (version != JournalSchema.recordedRelease(connection))
            return Optional.of("the file's release is not the one it came to");
        if (version < JournalSchema.VERSION) return Optional.empty();
        var auditor = new JournalVerifier(null);
        auditor.checkSchema(connection);
        if (!auditor.wrong.isEmpty()) return auditor.firstDamage();
        auditor.readStart(statements);
        if (auditor.anchored > auditor.begin) {
            auditor.begin = auditor.anchored;
            auditor.at = auditor.anchored;
            auditor.head = auditor.anchor;
        }
        auditor.checkChain(statements);
        auditor.checkEnd(statements.connection());
        auditor.checkOpenCases(statements, version == JournalSchema.VERSION);
        auditor.checkKeys(statements, KEYS_IN_USE);
        return auditor.firstDamage();
    }

    private Optional<String> firstDamage() {
        return wrong.isEmpty()
                ? Optional.empty()
                : Optional.of(wrong.firstEntry().getValue());
    }

    private VerificationResult toResult(Optional<String> unreadable) {
        unreadable.ifPresent(why -> wrong.putIfAbsent(at + 1, why));
        boolean sound = wrong.isEmpty();
        return new VerificationResult(
                sound,
                at - begin,
                keyring != null,
                sound ? Optional.empty() : Optional.of(wrong.firstKey()),
                sound ? "" : wrong.firstEntry().getValue(),
                HashChain.toHex(head));
    }

    private void recordFault(long seq, String why) {
        wrong.putIfAbsent(seq, why);
    }

    private void checkChain(StatementCache statements) throws SQLException {
        var entries = statements.prepareStatement(ENTRIES);
        entries.setLong(1, at);
        try (var row = entries.executeQuery()) {
            while (row.next()) {
                long seq = row.getLong(1);
                String txId = row.getString(2);
                int kind = row.getInt(3);
                byte[] covers = readBytes(row, 7);
                byte[] prev = readBytes(row, 8);
                byte[] body = readBytes(row, 9);
                byte[] hash = readBytes(row, 10);
                byte[] due = HashChain.entryHash(
                        statements.cipherSuite(),
                        seq,
                        txId,
                        kind,
                        row.getLong(4),
                        row.getString(5),
                        row.getLong(6),
                        covers,
                        prev,
                        body);
                if (seq != at + 1) recordFault(at + 1, "entry " + (at + 1) + " is missing");
                if (!Arrays.equals(prev, head)) recordFault(seq, "the entry does not follow the one before");
                if (!Arrays.equals(hash, due)) recordFault(seq, "the entry's hash does not hold");
                if (!wrong.isEmpty()) return; // nothing after a break can be trusted
                at = seq;
                head = hash;
                if (seq == anchored && !Arrays.equals(hash, anchor))
                    recordFault(seq, "central has countersigned another entry here");
                recordEntry(seq, txId, kind, covers);
                if (keyring != null) checkEntrySeal(statements, keyring, seq, txId, kind, body);
            }
        }
        if (at == begin && anchored != at) recordFault(at + 1, "the journal has no entry");
        if (anchored > at) recordFault(at + 1, "central has countersigned entry " + anchored + ", which is missing");
    }

    /// Where the journal begins, and what central has countersigned of it.
    private void readStart(StatementCache statements) throws SQLException {
        try (var row = statements.prepareStatement(START).executeQuery()) {
            if (!row.next()) {
                recordFault(1, "the journal does not say where it begins");
                return;
            }
            begin = row.getLong(1);
            at = begin;
            head = readBytes(row, 2);
        }
        try (var row = statements.prepareStatement(ANCHOR).executeQuery()) {
            if (!row.next()) return;
            anchored = row.getLong(1);
            anchor = readBytes(row, 2);
        }
    }

    /// A flipped bit can turn a value into null where null is not allowed.
    private static byte[] readBytes(ResultSet row, int column) throws SQLException {
        byte[] found = row.getBytes(column);
        return found == null ? new byte[0] : found;
    }

    private void recordEntry(long seq, String txId, int kind, byte[] covers) {
        var of = told.computeIfAbsent(txId, _ -> new CaseTrace());
        of.last = seq;
        of.covers = covers;
        if (EntryType.isPayment(kind)) {
            of.money = kind;
            of.moneyChanges++;
            if (kind == EntryType.PAY_HOLDING.code()) of.holds++;
        }
        if (!EntryType.isState(kind)) return;
        of.state = kind;
        of.changes++;
        if (kind == EntryType.SENDING.code()) of.attempts++;
    }

    private void checkEntrySeal(
            StatementCache statements, CaseKeyring keys, long seq, String txId, int kind, byte[] body)
            throws SQLException {
        try {
            var key = findKey(statements, keys, EntryType.sealingKeyId(kind, txId));
            if (key.isPresent()) key.get().openBytes(body, SealContext.entryContext(seq, kind));
        } catch (InvalidSealException broken) {
            recordFault(seq, "the entry's words do not open");
        }
    }

    /// Empty if the key was destroyed: then there is nothing to open.
    private Optional<CaseKeyring.CaseKey> findKey(StatementCache statements, CaseKeyring keys, String txId)
            throws SQLException {
        var known = opened.get(txId);
        if (known != null) return known;
        Optional<CaseKeyring.CaseKey> found =
                keys.isDestroyed(statements, txId) ? Optional.empty() : Optional.of(keys.findCaseKey(statements, txId));
        opened.put(txId, found);
        return found;
    }

    /// Checks that need an intact chain; after a break they would blame the wrong entry.
    private void checkContents(StatementCache statements) throws SQLException {
        checkSingleRows(statements.connection());
        checkEnd(statements.connection());
        checkCases(statements);
        checkKeys(statements, KEYS);
        if (keyring != null) checkSeals(statements, keyring);
        checkSchema(statements.connection());
        checkIntegrity(statements.connection());
    }

    private void checkSingleRows(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(SINGLE)) {
            while (row.next()) if (row.getInt(1) != 1) recordFault(at + 1, "a table of one row has another one");
        }
    }

    private void checkEnd(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(HEAD)) {
            if (!row.next() || row.getLong(1) != at || !Arrays.equals(row.getBytes(2), head)) {
                recordFault(at + 1, "the end of the journal is missing");
            }
        }
    }

    /// @param own whether to check the journal's own rows too, which a later release may have tidied up
    private void checkOpenCases(StatementCache statements, boolean own) throws SQLException {
        var open = statements.prepareStatement(OPEN);
        open.setString(1, own ? "" : null);
        try (var row = open.executeQuery()) {
            while (row.next()) {
                String txId = row.getString(1);
                if (!Arrays.equals(row.getBytes(2), HashChain.caseDigest(statements, txId)))
                    recordFault(row.getLong(3), "the rows of an open case, or the journal's own, are not as covered");
            }
        }
    }

    private void checkCases(StatementCache statements) throws SQLException {
        var connection = statements.connection();
        var names = new HashSet<String>(told.keySet());
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(NAMED)) {
            while (row.next()) names.add(row.getString(1));
        }
        for (String txId : names) {
            var of = told.get(txId);
            if (of == null) recordFault(at + 1, "rows of a case that no entry tells of");
            else if (!Arrays.equals(of.covers, HashChain.caseDigest(statements, txId))) {
                recordFault(of.last, "the case's rows are not what its last entry covers");
            }
        }
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(STRAY_FILES)) {
            while (row.next())
                recordFault(
                        told.getOrDefault(row.getString(1), new CaseTrace()).last, "a file that belongs to no case");
        }
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(STATES)) {
            while (row.next()) {
                var of = told.getOrDefault(row.getString(1), new CaseTrace());
                if (of.state != row.getInt(2) || of.changes != row.getInt(3) || of.attempts != row.getInt(4)) {
                    recordFault(of.last, "the case's state is not what its entries say");
                }
            }
        }
        checkPayments(connection);
    }

    private void checkPayments(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(PAYMENTS)) {
            while (row.next()) {
                var of = told.getOrDefault(row.getString(1), new CaseTrace());
                if (of.money != row.getInt(2) || of.moneyChanges != row.getInt(3) || of.holds != row.getInt(4))
                    recordFault(of.last, "the payment's state is not what its entries say");
            }
        }
    }

    private void checkKeys(StatementCache statements, String which) throws SQLException {
        try (var row = statements.prepareStatement(which).executeQuery()) {
            while (row.next()) {
                String txId = row.getString(1);
                if (!Arrays.equals(row.getBytes(4), CaseKeyring.keyChecksum(txId, row.getInt(2), row.getBytes(3))))
                    recordFault(told.getOrDefault(txId, new CaseTrace()).last, "the case's key is damaged");
            }
        }
    }

    private void checkSeals(StatementCache statements, CaseKeyring keys) throws SQLException {
        var connection = statements.connection();
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(SEALED_CASES)) {
            while (row.next()) {
                String txId = row.getString(1);
                checkSeal(statements, keys, txId, row.getBytes(2), SealContext.requestContext(txId));
                if (row.getBytes(3) != null) {
                    checkSeal(statements, keys, txId, row.getBytes(3), SealContext.receiptContext(txId));
                }
            }
        }
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(SEALED_PAYMENTS)) {
            while (row.next()) {
                String txId = row.getString(1);
                checkSeal(statements, keys, txId, row.getBytes(2), SealContext.paymentContext(txId));
            }
        }
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(SEALED_FILES)) {
            while (row.next()) {
                String txId = row.getString(1);
                String context = AttachmentTable.sealingContext(txId, row.getString(2), row.getString(3));
                checkSeal(statements, keys, txId, row.getBytes(4), context);
            }
        }
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(SEALED_MESSAGES)) {
            while (row.next()) {
                String txId = row.getString(1);
                checkSeal(statements, keys, txId, row.getBytes(3), SealContext.messageContext(txId, row.getString(2)));
            }
        }
    }

    private void checkSeal(StatementCache statements, CaseKeyring keys, String txId, byte[] sealed, String context)
            throws SQLException {
        try {
            var key = findKey(statements, keys, txId);
            if (key.isPresent()) key.get().openBytes(sealed, context);
        } catch (InvalidSealException broken) {
            recordFault(told.getOrDefault(txId, new CaseTrace()).last, "a sealed value of the case does not open");
        }
    }

    private void checkSchema(Connection connection) throws SQLException {
        var found = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(SCHEMA)) {
            while (row.next()) found.add(row.getString(1).strip());
        }
        Collections.sort(found);
        if (JournalSchema.fileVersion(connection) <= JournalSchema.VERSION
                && !found.equals(JournalSchema.expectedTables()))
            recordFault(1, "the tables are not those of this journal");
    }

    private void checkIntegrity(Connection connection) throws SQLException {
        var said = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("PRAGMA integrity_check(3)")) {
            while (row.next()) said.add(row.getString(1));
        }
        if (!said.equals(List.of("ok"))) recordFault(at + 1, "the file's structure is damaged: " + said.getFirst());
    }
}
