package org.openstm.kiosk.journal;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/// The keys of the cases, wrapped in their rows. One key a case: to destroy it is to forget the person, while the chain
/// over the ciphertext stays whole.
final class Keyring {
    private static final String FIND = """
            SELECT wrapped FROM keyring WHERE tx_id = ?
            """;

    private static final String ADD = """
            INSERT INTO keyring(tx_id, wrapped, created_ms) VALUES (?, ?, ?)
            """;

    record CaseKey(byte[] bytes) {
        byte[] seal(byte[] clear, String context) {
            return Sealed.seal(bytes, clear, context(context));
        }

        byte[] open(byte[] sealed, String context) {
            return Sealed.open(bytes, sealed, context(context));
        }

        @Override
        public String toString() {
            return "CaseKey";
        }
    }

    private final KeyStore keys;

    Keyring(KeyStore keys) {
        this.keys = keys;
    }

    CaseKey make(Statements statements, String txId, long atMs) throws SQLException {
        byte[] fresh = Sealed.freshKey();
        var add = statements.of(ADD);
        add.setString(1, txId);
        add.setBytes(2, keys.wrap(fresh, context("key|" + txId)));
        add.setLong(3, atMs);
        add.executeUpdate();
        return new CaseKey(fresh);
    }

    /// The case's key; what belongs to no case known here is sealed with the journal's own.
    CaseKey find(Statements statements, String txId) throws SQLException {
        var find = statements.of(FIND);
        find.setString(1, txId);
        try (var row = find.executeQuery()) {
            if (row.next()) return new CaseKey(keys.unwrap(row.getBytes(1), context("key|" + txId)));
        }
        if (txId.isEmpty()) throw new SealBroken("the journal's own key is missing", null);
        return find(statements, "");
    }

    private static byte[] context(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
