package org.openstm.kiosk.journal.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openstm.kiosk.journal.crypto.CipherSuite;

/// The hashes of the journal. Every field is hashed with its type and length, so that no two different rows
/// have the same bytes.
public final class HashChain {
    /// All rows of one case, in an order independent of their position in the file. Columns are named: a later
    /// release covers what it adds. Of a key, what changes with the epoch is left out.
    private static final List<String> CASE_FILE = List.of(
            """
            SELECT tx_id, service, service_ver, state, version, attempt, session_id, offline, code, req, receipt,
              sending_run, opened_seq, opened_ms
            FROM tx WHERE tx_id = ?""",
            "SELECT tx_id, name, type, body FROM file WHERE tx_id = ? ORDER BY name",
            """
            SELECT effect_id, tx_id, kind, template, copy_no, state, begun_seq, evidence
            FROM effect WHERE tx_id = ? ORDER BY effect_id""",
            "SELECT id, tx_id, op, n, state, body FROM outbox WHERE tx_id = ? ORDER BY id",
            "SELECT tx_id, state, version, attempt, fen, reference, answer FROM payment WHERE tx_id = ?",
            "SELECT seq, tx_id, kind, seen FROM finding WHERE tx_id = ? ORDER BY seq",
            "SELECT tx_id, created_ms, destroyed_ms FROM keyring WHERE tx_id = ?");

    private static final List<String> JOURNAL_FILE = List.of(
            "SELECT v, oldest_user, sha, at_ms FROM migration ORDER BY v",
            "SELECT terminal, suite, seq, hash FROM start",
            "SELECT seq, hash, note, at_ms FROM anchor");

    private HashChain() {}

    public static byte[] entryHash(
            CipherSuite suite,
            long seq,
            String txId,
            int kind,
            long wallMs,
            String bootId,
            long monoMs,
            byte[] covers,
            byte[] prev,
            byte[] body) {
        var digest = suite.newDigest();
        addField(digest, seq);
        addField(digest, txId);
        addField(digest, (long) kind);
        addField(digest, wallMs);
        addField(digest, bootId);
        addField(digest, monoMs);
        addField(digest, covers);
        addField(digest, prev);
        addField(digest, body);
        return digest.digest();
    }

    /// The hash before the first entry.
    public static byte[] startHash() {
        return new byte[32];
    }

    /// Digest of the case's rows; the empty id stands for the journal's own rows.
    public static byte[] caseDigest(StatementCache statements, String txId) throws SQLException {
        var digest = statements.cipherSuite().newDigest();
        for (String query : CASE_FILE) {
            var statement = statements.prepareStatement(query);
            statement.setString(1, txId);
            try (var rows = statement.executeQuery()) {
                addRows(digest, rows);
            }
        }
        if (txId.isEmpty()) {
            for (String query : JOURNAL_FILE) {
                try (var rows = statements.prepareStatement(query).executeQuery()) {
                    addRows(digest, rows);
                }
            }
        }
        return digest.digest();
    }

    private static void addRows(MessageDigest digest, ResultSet rows) throws SQLException {
        long count = 0;
        int columns = rows.getMetaData().getColumnCount();
        for (; rows.next(); count++) {
            for (int column = 1; column <= columns; column++) addField(digest, rows.getObject(column));
        }
        addField(digest, count);
    }

    private static void addField(MessageDigest digest, @Nullable Object value) {
        switch (value) {
            case null -> addField(digest, (byte) 'n', new byte[0]);
            case byte[] bytes -> addField(digest, (byte) 'b', bytes);
            case String text -> addField(digest, (byte) 't', text.getBytes(StandardCharsets.UTF_8));
            case Number number ->
                addField(
                        digest,
                        (byte) 'i',
                        ByteBuffer.allocate(8).putLong(number.longValue()).array());
            default -> throw new IllegalStateException("no digest for " + value.getClass());
        }
    }

    private static void addField(MessageDigest digest, byte kind, byte[] bytes) {
        digest.update(ByteBuffer.allocate(5).put(kind).putInt(bytes.length).flip());
        digest.update(bytes);
    }

    public static byte[] sha256(byte[] bytes) {
        return CipherSuite.STANDARD.newDigest().digest(bytes);
    }

    public static String toHex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
