package org.openstm.kiosk.journal.verify;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openstm.kiosk.journal.crypto.JournalKeyStore;
import org.openstm.kiosk.journal.model.EntryText;
import org.openstm.kiosk.journal.model.EntryType;
import org.openstm.kiosk.journal.model.InvalidSealException;
import org.openstm.kiosk.journal.store.CaseKeyring;
import org.openstm.kiosk.journal.store.HashChain;
import org.openstm.kiosk.journal.store.JournalSchema;
import org.openstm.kiosk.journal.store.SealContext;
import org.openstm.kiosk.journal.store.StatementCache;

/// Lists a journal's entries for people, one line each. Runs of digits that may belong to a person are masked
/// in every entry.
public final class JournalViewer {
    private static final String ENTRIES = "SELECT seq, tx_id, kind, wall_ms, body, hash FROM journal ORDER BY seq";

    private JournalViewer() {}

    /// @return what failed, empty if nothing did
    public static Optional<String> showEntries(Path file, @Nullable JournalKeyStore keys, Consumer<String> lines) {
        if (!Files.isRegularFile(file)) return Optional.of("there is no journal at " + file);
        var keyring = keys == null ? null : new CaseKeyring(keys);
        try (var statements = new StatementCache(JournalSchema.openForReading(file));
                var row = statements.prepareStatement(ENTRIES).executeQuery()) {
            while (row.next()) {
                int kind = row.getInt(3);
                String words = keyring == null
                        ? "sealed"
                        : entryText(statements, keyring, row.getLong(1), row.getString(2), kind, row.getBytes(5));
                lines.accept("%6d  %s  %-12s %s  %s  %s"
                        .formatted(
                                row.getLong(1),
                                Instant.ofEpochMilli(row.getLong(4)),
                                EntryType.nameOf(kind),
                                HashChain.toHex(row.getBytes(6)).substring(0, 8),
                                row.getString(2),
                                words));
            }
            return Optional.empty();
        } catch (SQLException | RuntimeException broken) {
            return Optional.of("the journal cannot be read further: " + broken.getMessage());
        }
    }

    private static String entryText(
            StatementCache statements, CaseKeyring keyring, long seq, String txId, int kind, byte[] body)
            throws SQLException {
        try {
            var key = keyring.findCaseKey(statements, txId);
            return maskNumbers(EntryText.parseValues(key.openBytes(body, SealContext.entryContext(seq, kind)))
                    .toString());
        } catch (InvalidSealException broken) {
            return "does not open";
        }
    }

    /// Masks the middle of identity numbers, mobile numbers and bank cards. Digests (longer, with letters)
    /// stay.
    static String maskNumbers(String text) {
        return text.replaceAll("(?<![0-9A-Za-z-])(\\d{3})\\d{5,12}([0-9]{2}[0-9Xx])(?![0-9A-Za-z])", "$1****$2");
    }
}
