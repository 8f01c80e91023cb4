package org.openstm.kiosk.journal.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.openstm.kiosk.journal.crypto.CipherSuite;
import org.openstm.kiosk.journal.crypto.JournalKeyStore;
import org.openstm.kiosk.journal.crypto.SealedValue;
import org.openstm.kiosk.journal.model.InvalidSealException;

/// The keys of the cases, wrapped, in their rows. Each case has one key: destroying it makes the person
/// unreadable, while the chain over the ciphertext stays intact.
///
/// A row's `sum` is not secret: it detects a flipped bit of the wrapped key without any key. The entries of the
/// journal do not cover what changes with the epoch.
public final class CaseKeyring {
    private static final String FIND = "SELECT epoch, wrapped, destroyed_ms FROM keyring WHERE tx_id = ?";

    private static final String ADD = """
            INSERT INTO keyring(tx_id, epoch, wrapped, sum, created_ms) VALUES (?, ?, ?, ?, ?)
            """;

    private static final String REWRAP = "UPDATE keyring SET epoch = ?, wrapped = ?, sum = ? WHERE tx_id = ?";

    private static final String DESTROY = """
            UPDATE keyring SET epoch = 0, wrapped = x'', sum = ?, destroyed_ms = ? WHERE tx_id = ?
            """;

    private static final String OLDER = "SELECT tx_id FROM keyring WHERE epoch > 0 AND epoch < ?";

    public record CaseKey(CipherSuite suite, byte[] bytes) {
        public byte[] sealBytes(byte[] clear, String context) {
            return SealedValue.sealBytes(suite, bytes, clear, contextBytes(context));
        }

        public byte[] openBytes(byte[] sealed, String context) {
            return SealedValue.openBytes(bytes, sealed, contextBytes(context));
        }

        @Override
        public String toString() {
            return "CaseKey";
        }
    }

    /// A case's key as stored in its row.
    public record WrappedKey(int epoch, byte[] bytes) {}

    private final JournalKeyStore keys;

    public CaseKeyring(JournalKeyStore keys) {
        this.keys = keys;
    }

    CaseKey makeCaseKey(StatementCache statements, String txId, long atMs) throws SQLException {
        byte[] fresh = SealedValue.generateKey(statements.cipherSuite());
        insertKeyRow(statements, txId, wrapCaseKey(fresh, txId), atMs);
        return new CaseKey(statements.cipherSuite(), fresh);
    }

    /// Restores the key of a case whose file was lost.
    public CaseKey adoptCaseKey(StatementCache statements, String txId, WrappedKey wrapped, long atMs)
            throws SQLException {
        byte[] bytes = unwrapCaseKey(wrapped, txId);
        insertKeyRow(statements, txId, wrapCaseKey(bytes, txId), atMs);
        return new CaseKey(CipherSuite.ofKey(bytes), bytes);
    }

    public byte[] unwrapCaseKey(WrappedKey wrapped, String txId) {
        return keys.unwrapKey(wrapped.epoch(), wrapped.bytes(), contextBytes("key|" + txId));
    }

    /// The replica of a case, under the active key.
    public StoredCaseReplica.ReplicatedCase withRewrappedKey(StoredCaseReplica.ReplicatedCase old) {
        return new StoredCaseReplica.ReplicatedCase(
                old.txId(),
                old.service(),
                old.serviceVersion(),
                old.sessionId(),
                old.code(),
                old.openedMs(),
                old.openedSeq(),
                wrapCaseKey(unwrapCaseKey(old.key(), old.txId()), old.txId()),
                old.request(),
                old.files());
    }

    private WrappedKey wrapCaseKey(byte[] key, String txId) {
        return new WrappedKey(keys.epoch(), keys.wrapKey(key, contextBytes("key|" + txId)));
    }

    private static void insertKeyRow(StatementCache statements, String txId, WrappedKey wrapped, long atMs)
            throws SQLException {
        var add = statements.prepareStatement(ADD);
        add.setString(1, txId);
        add.setInt(2, wrapped.epoch());
        add.setBytes(3, wrapped.bytes());
        add.setBytes(4, keyChecksum(txId, wrapped.epoch(), wrapped.bytes()));
        add.setLong(5, atMs);
        add.executeUpdate();
    }

    /// The case's key; anything that belongs to no known case is sealed with the journal's own.
    ///
    /// @throws InvalidSealException also when the key was destroyed
    public CaseKey findCaseKey(StatementCache statements, String txId) throws SQLException {
        var find = statements.prepareStatement(FIND);
        find.setString(1, txId);
        try (var row = find.executeQuery()) {
            if (row.next()) {
                if (row.getLong(3) != 0) throw new InvalidSealException("the key of this case is destroyed", null);
                byte[] bytes = unwrapCaseKey(new WrappedKey(row.getInt(1), row.getBytes(2)), txId);
                return new CaseKey(CipherSuite.ofKey(bytes), bytes);
            }
        }
        if (txId.isEmpty()) throw new InvalidSealException("the journal's own key is missing", null);
        return findCaseKey(statements, "");
    }

    public boolean isDestroyed(StatementCache statements, String txId) throws SQLException {
        var find = statements.prepareStatement(FIND);
        find.setString(1, txId);
        try (var row = find.executeQuery()) {
            return row.next() && row.getLong(3) != 0;
        }
    }

    public static WrappedKey findWrappedKey(StatementCache statements, String txId) throws SQLException {
        var find = statements.prepareStatement(FIND);
        find.setString(1, txId);
        try (var row = find.executeQuery()) {
            if (!row.next()) throw new InvalidSealException("the case has no key", null);
            return new WrappedKey(row.getInt(1), row.getBytes(2));
        }
    }

    static void destroyCaseKey(StatementCache statements, String txId, long atMs) throws SQLException {
        var destroy = statements.prepareStatement(DESTROY);
        destroy.setBytes(1, keyChecksum(txId, 0, new byte[0]));
        destroy.setLong(2, atMs);
        destroy.setString(3, txId);
        destroy.executeUpdate();
    }

    /// Wraps every living key by the key store's active key; returns how many were wrapped by another.
    public int rewrapKeys(StatementCache statements) throws SQLException {
        List<String> older = findOlderKeys(statements);
        for (String txId : older) {
            var fresh = wrapCaseKey(unwrapCaseKey(findWrappedKey(statements, txId), txId), txId);
            var rewrap = statements.prepareStatement(REWRAP);
            rewrap.setInt(1, fresh.epoch());
            rewrap.setBytes(2, fresh.bytes());
            rewrap.setBytes(3, keyChecksum(txId, fresh.epoch(), fresh.bytes()));
            rewrap.setString(4, txId);
            rewrap.executeUpdate();
        }
        return older.size();
    }

    List<String> findOlderKeys(StatementCache statements) throws SQLException {
        var older = new ArrayList<String>();
        var query = statements.prepareStatement(OLDER);
        query.setInt(1, keys.epoch());
        try (var rows = query.executeQuery()) {
            while (rows.next()) older.add(rows.getString(1));
        }
        return older;
    }

    public static byte[] keyChecksum(String txId, int epoch, byte[] wrapped) {
        byte[] id = contextBytes(txId);
        return CipherSuite.STANDARD
                .newDigest()
                .digest(ByteBuffer.allocate(8 + id.length + wrapped.length)
                        .putInt(epoch)
                        .putInt(id.length)
                        .put(id)
                        .put(wrapped)
                        .array());
    }

    private static byte[] contextBytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
