package org.openstm.kiosk.journal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openstm.kiosk.journal.crypto.CipherSuite;
import org.openstm.kiosk.journal.model.EntryText;
import org.openstm.kiosk.journal.model.EntryType;
import org.openstm.kiosk.journal.store.CaseKeyring;
import org.openstm.kiosk.journal.store.JournalReader;
import org.openstm.kiosk.journal.store.JournalSchema;
import org.openstm.kiosk.journal.store.JournalWriter;
import org.openstm.kiosk.journal.store.SealContext;

/// Migrates a file of release 1 to release 2, in one transaction, after copying it. Forward only: to go back,
/// use the copy, or the release before, which can use a file whose `oldest_user` names it.
final class JournalMigration {
    private static final String NAMED = """
            SELECT tx_id FROM tx UNION SELECT tx_id FROM effect UNION SELECT tx_id FROM outbox
            UNION SELECT tx_id FROM finding ORDER BY 1
            """;

    private static final String GENESIS = "SELECT body FROM journal WHERE seq = 1";

    private static final String ADD_KEY = """
            INSERT INTO keyring(tx_id, epoch, wrapped, sum, created_ms, destroyed_ms) VALUES (?, 1, ?, ?, ?, ?)
            """;

    private record OldKey(String txId, byte[] wrapped, long createdMs) {}

    private record MigrationRow(long version, String sha, long atMs) {}

    private JournalMigration() {}

    /// @param terminal as named in the first entry
    static void migrateFromFirstRelease(JournalWriter writer, Path file, String terminal) throws SQLException {
        keepOldFile(writer, file);
        writer.runTransaction(sheet -> {
            var keys = readKeys(sheet);
            var migrated = readMigrations(sheet);
            for (String old : List.of("TABLE keyring", "TABLE migration", "TRIGGER journal_stays"))
                sheet.executeDefinition("DROP " + old);
            for (String made : JournalSchema.TABLES) {
                boolean fresh = made.matches(
                        "(?s)\\s*CREATE (TABLE (start|anchor|keyring|migration|payment|file)\\(|INDEX payment_state |TRIGGER"
                                + " journal_stays ).*");
                if (fresh) sheet.executeDefinition(made);
            }
            for (var key : keys)
                sheet.executeUpdate(
                        ADD_KEY,
                        key.txId,
                        key.wrapped,
                        CaseKeyring.keyChecksum(key.txId, 1, key.wrapped),
                        key.createdMs,
                        null);
            requireTerminal(sheet, terminal);
            for (var old : migrated)
                sheet.executeUpdate(JournalSchema.ADD_MIGRATION, old.version, 1, old.sha, old.atMs);
            JournalSchema.initialiseTables(sheet, terminal, CipherSuite.STANDARD);
            sheet.appendEntry(
                    EntryType.CARRIED_OVER, "", Map.of("from", "1", "to", Integer.toString(JournalSchema.VERSION)));
            for (String txId : readCaseIds(sheet))
                if (!txId.isEmpty()) sheet.appendEntry(EntryType.CARRIED_OVER, txId, Map.of());
            return true;
        });
    }

    private static void requireTerminal(JournalWriter.JournalTransaction sheet, String terminal) throws SQLException {
        String found = "";
        try (var row = sheet.statements().prepareStatement(GENESIS).executeQuery()) {
            if (row.next()) {
                var body = sheet.findCaseKey("")
                        .openBytes(row.getBytes(1), SealContext.entryContext(1, EntryType.OPENED.code()));
                found = EntryText.parseValues(body).getOrDefault("terminal", "");
            }
        }
        if (!found.equals(terminal)) throw JournalReader.wrongTerminalError(found, terminal);
    }

    /// Copies the file beside itself, complete and readable by the release that wrote it.
    private static void keepOldFile(JournalWriter writer, Path file) throws SQLException {
        var copy = file.resolveSibling(file.getFileName() + ".release-1");
        if (Files.exists(copy)) return; // an earlier attempt had made the copy
        try (var vacuum = writer.openStatements().connection().prepareStatement("VACUUM INTO ?")) {
            vacuum.setString(1, copy.toString());
            vacuum.execute();
        }
    }

    private static List<OldKey> readKeys(JournalWriter.JournalTransaction sheet) throws SQLException {
        var keys = new ArrayList<OldKey>();
        try (var statement = sheet.statements().connection().createStatement();
                var row = statement.executeQuery("SELECT tx_id, wrapped, created_ms FROM keyring")) {
            while (row.next()) keys.add(new OldKey(row.getString(1), row.getBytes(2), row.getLong(3)));
        }
        return keys;
    }

    private static List<MigrationRow> readMigrations(JournalWriter.JournalTransaction sheet) throws SQLException {
        var all = new ArrayList<MigrationRow>();
        try (var statement = sheet.statements().connection().createStatement();
                var row = statement.executeQuery("SELECT v, sha, at_ms FROM migration")) {
            while (row.next()) all.add(new MigrationRow(row.getLong(1), row.getString(2), row.getLong(3)));
        }
        return all;
    }

    private static List<String> readCaseIds(JournalWriter.JournalTransaction sheet) throws SQLException {
        var names = new ArrayList<String>();
        try (var row = sheet.statements().prepareStatement(NAMED).executeQuery()) {
            while (row.next()) names.add(row.getString(1));
        }
        return names;
    }
}
