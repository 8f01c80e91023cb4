package org.openstm.kiosk.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The keys of the cases, wrapped in their rows. One key a case: to destroy it is to forget the person, while the
/// chain over the ciphertext stays whole.
///
/// A row's `sum` is no secret: it finds a flipped bit of the wrapped key without any key. The entries of the
/// journal do not cover what changes with the epoch.
final class Keyring {
    private static final String FIND = "SELECT epoch, wrapped, destroyed_ms FROM keyring WHERE tx_id = ?";

    private static final String ADD = """
            INSERT INTO keyring(tx_id, epoch, wrapped, sum, created_ms) VALUES (?, ?, ?, ?, ?)
            """;

    private static final String REWRAP = "UPDATE keyring SET epoch = ?, wrapped = ?, sum = ? WHERE tx_id = ?";

    private static final String DESTROY = """
            UPDATE keyring SET epoch = 0, wrapped = x'', sum = ?, destroyed_ms = ? WHERE tx_id = ?
            """;

    private static final String OLDER = "SELECT tx_id FROM keyring WHERE epoch > 0 AND epoch < ?";

    record CaseKey(Suite suite, byte[] bytes) {
        byte[] seal(byte[] clear, String context) {
            return Sealed.seal(suite, bytes, clear, context(context));
        }

        byte[] open(byte[] sealed, String context) {
            return Sealed.open(bytes, sealed, context(context));
        }

        @Override
        public String toString() {
            return "CaseKey";
        }
    }

    /// A case's key as it stands in its row.
    record Wrapped(int epoch, byte[] bytes) {}

    private final KeyStore keys;

    Keyring(KeyStore keys) {
        this.keys = keys;
    }

    CaseKey make(Statements statements, String txId, long atMs) throws SQLException {
        byte[] fresh = Sealed.freshKey(statements.suite());
        add(statements, txId, wrap(fresh, txId), atMs);
        return new CaseKey(statements.suite(), fresh);
    }

    /// Takes back the key of a case whose file was lost.
    CaseKey adopt(Statements statements, String txId, Wrapped wrapped, long atMs) throws SQLException {
        byte[] bytes = open(wrapped, txId);
        add(statements, txId, wrap(bytes, txId), atMs);
        return new CaseKey(Suite.withKeyOf(bytes), bytes);
    }

    byte[] open(Wrapped wrapped, String txId) {
        return keys.unwrap(wrapped.epoch(), wrapped.bytes(), context("key|" + txId));
    }

    /// The second copy of a case, under the key in force.
    SecondCopy.Stored rewrapped(SecondCopy.Stored old) {
        return new SecondCopy.Stored(
                old.txId(),
                old.service(),
                old.serviceVersion(),
                old.sessionId(),
                old.code(),
                old.openedMs(),
                old.openedSeq(),
                wrap(open(old.key(), old.txId()), old.txId()),
                old.request(),
                old.files());
    }

    private Wrapped wrap(byte[] key, String txId) {
        return new Wrapped(keys.epoch(), keys.wrap(key, context("key|" + txId)));
    }

    private static void add(Statements statements, String txId, Wrapped wrapped, long atMs) throws SQLException {
        var add = statements.of(ADD);
        add.setString(1, txId);
        add.setInt(2, wrapped.epoch());
        add.setBytes(3, wrapped.bytes());
        add.setBytes(4, sum(txId, wrapped.epoch(), wrapped.bytes()));
        add.setLong(5, atMs);
        add.executeUpdate();
    }

    /// The case's key; what belongs to no case known here is sealed with the journal's own.
    ///
    /// @throws SealBroken also when the key was destroyed
    CaseKey find(Statements statements, String txId) throws SQLException {
        var find = statements.of(FIND);
        find.setString(1, txId);
        try (var row = find.executeQuery()) {
            if (row.next()) {
                if (row.getLong(3) != 0) throw new SealBroken("the key of this case is destroyed", null);
                byte[] bytes = open(new Wrapped(row.getInt(1), row.getBytes(2)), txId);
                return new CaseKey(Suite.withKeyOf(bytes), bytes);
            }
        }
        if (txId.isEmpty()) throw new SealBroken("the journal's own key is missing", null);
        return find(statements, "");
    }

    boolean destroyed(Statements statements, String txId) throws SQLException {
        var find = statements.of(FIND);
        find.setString(1, txId);
        try (var row = find.executeQuery()) {
            return row.next() && row.getLong(3) != 0;
        }
    }

    static Wrapped wrapped(Statements statements, String txId) throws SQLException {
        var find = statements.of(FIND);
        find.setString(1, txId);
        try (var row = find.executeQuery()) {
            if (!row.next()) throw new SealBroken("the case has no key", null);
            return new Wrapped(row.getInt(1), row.getBytes(2));
        }
    }

    static void destroy(Statements statements, String txId, long atMs) throws SQLException {
        var destroy = statements.of(DESTROY);
        destroy.setBytes(1, sum(txId, 0, new byte[0]));
        destroy.setLong(2, atMs);
        destroy.setString(3, txId);
        destroy.executeUpdate();
    }

    /// Wraps every living key by the key store's key in force; the number of those that were not.
    int rewrap(Statements statements) throws SQLException {
        List<String> older = older(statements);
        for (String txId : older) {
            var fresh = wrap(open(wrapped(statements, txId), txId), txId);
            var rewrap = statements.of(REWRAP);
            rewrap.setInt(1, fresh.epoch());
            rewrap.setBytes(2, fresh.bytes());
            rewrap.setBytes(3, sum(txId, fresh.epoch(), fresh.bytes()));
            rewrap.setString(4, txId);
            rewrap.executeUpdate();
        }
        return older.size();
    }

    List<String> older(Statements statements) throws SQLException {
        var older = new ArrayList<String>();
        var query = statements.of(OLDER);
        query.setInt(1, keys.epoch());
        try (var rows = query.executeQuery()) {
            while (rows.next()) older.add(rows.getString(1));
        }
        return older;
    }

    static byte[] sum(String txId, int epoch, byte[] wrapped) {
        byte[] id = context(txId);
        return Suite.STANDARD
                .digest()
                .digest(ByteBuffer.allocate(8 + id.length + wrapped.length)
                        .putInt(epoch)
                        .putInt(id.length)
                        .put(id)
                        .put(wrapped)
                        .array());
    }

    private static byte[] context(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
