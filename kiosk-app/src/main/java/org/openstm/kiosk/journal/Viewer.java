package org.openstm.kiosk.journal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Shows a journal's entries to people, one line each. Runs of digits that may be a person's are masked, whatever
/// the entry is.
final class Viewer {
    private static final String ENTRIES = "SELECT seq, tx_id, kind, wall_ms, body, hash FROM journal ORDER BY seq";

    private Viewer() {}

    /// @return what went wrong, empty if nothing did
    static Optional<String> show(Path file, @Nullable KeyStore keys, Consumer<String> lines) {
        if (!Files.isRegularFile(file)) return Optional.of("there is no journal at " + file);
        var keyring = keys == null ? null : new Keyring(keys);
        try (var statements = new Statements(Schema.reader(file));
                var row = statements.of(ENTRIES).executeQuery()) {
            while (row.next()) {
                int kind = row.getInt(3);
                String words = keyring == null
                        ? "sealed"
                        : words(statements, keyring, row.getLong(1), row.getString(2), kind, row.getBytes(5));
                lines.accept("%6d  %s  %-12s %s  %s  %s"
                        .formatted(
                                row.getLong(1),
                                Instant.ofEpochMilli(row.getLong(4)),
                                Kind.nameOf(kind),
                                Chain.hex(row.getBytes(6)).substring(0, 8),
                                row.getString(2),
                                words));
            }
            return Optional.empty();
        } catch (SQLException | RuntimeException broken) {
            return Optional.of("the journal cannot be read further: " + broken.getMessage());
        }
    }

    private static String words(Statements statements, Keyring keyring, long seq, String txId, int kind, byte[] body)
            throws SQLException {
        try {
            var key = keyring.find(statements, txId);
            return masked(
                    Words.read(key.open(body, Shelf.entryContext(seq, kind))).toString());
        } catch (SealBroken broken) {
            return "does not open";
        }
    }

    /// Identity numbers, mobile numbers, bank cards: the middle goes. Digests (longer, with letters) stay.
    static String masked(String text) {
        return text.replaceAll("(?<![0-9A-Za-z-])(\\d{3})\\d{5,12}([0-9]{2}[0-9Xx])(?![0-9A-Za-z])", "$1****$2");
    }
}
