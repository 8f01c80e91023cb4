package org.openstm.kiosk.journal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Makes a file of release 1 into one of release 2, in one transaction, after a copy of it was laid aside. Forward
/// only: the way back is the copy, or the release before, which can use what it is named for in `oldest_user`.
final class CarryOver {
    private static final String NAMED = """
            SELECT tx_id FROM tx UNION SELECT tx_id FROM effect UNION SELECT tx_id FROM outbox
            UNION SELECT tx_id FROM finding ORDER BY 1
            """;

    private static final String GENESIS = "SELECT body FROM journal WHERE seq = 1";

    private static final String ADD_KEY = """
            INSERT INTO keyring(tx_id, epoch, wrapped, sum, created_ms, destroyed_ms) VALUES (?, 1, ?, ?, ?, ?)
            """;

    private record Key(String txId, byte[] wrapped, long createdMs) {}

    private record Migrated(long version, String sha, long atMs) {}

    private CarryOver() {}

    /// @param terminal as the first entry names it
    static void fromFirst(Writer writer, Path file, String terminal) throws SQLException {
        layAside(writer, file);
        writer.begin(sheet -> {
            var keys = keys(sheet);
            var migrated = migrated(sheet);
            for (String old : List.of("TABLE keyring", "TABLE migration", "TRIGGER journal_stays"))
                sheet.define("DROP " + old);
            for (String made : Schema.TABLES) {
                boolean fresh = made.matches(
                        "(?s)\\s*CREATE (TABLE (start|anchor|keyring|migration|payment|file)\\(|INDEX payment_state |TRIGGER"
                                + " journal_stays ).*");
                if (fresh) sheet.define(made);
            }
            for (var key : keys)
                sheet.update(
                        ADD_KEY, key.txId, key.wrapped, Keyring.sum(key.txId, 1, key.wrapped), key.createdMs, null);
            refuseOther(sheet, terminal);
            for (var old : migrated) sheet.update(Schema.ADD_MIGRATION, old.version, 1, old.sha, old.atMs);
            Schema.begin(sheet, terminal, Suite.STANDARD);
            sheet.append(Kind.CARRIED_OVER, "", Map.of("from", "1", "to", Integer.toString(Schema.VERSION)));
            for (String txId : named(sheet)) if (!txId.isEmpty()) sheet.append(Kind.CARRIED_OVER, txId, Map.of());
            return true;
        });
    }

    private static void refuseOther(Writer.Sheet sheet, String terminal) throws SQLException {
        String found = "";
        try (var row = sheet.statements().of(GENESIS).executeQuery()) {
            if (row.next()) {
                var body = sheet.key("").open(row.getBytes(1), Shelf.entryContext(1, Kind.OPENED.code()));
                found = Words.read(body).getOrDefault("terminal", "");
            }
        }
        if (!found.equals(terminal)) throw Shelf.other(found, terminal);
    }

    /// Beside the file, whole and readable by the release that wrote it.
    private static void layAside(Writer writer, Path file) throws SQLException {
        var copy = file.resolveSibling(file.getFileName() + ".release-1");
        if (Files.exists(copy)) return; // an earlier attempt got so far
        try (var vacuum = writer.open().connection().prepareStatement("VACUUM INTO ?")) {
            vacuum.setString(1, copy.toString());
            vacuum.execute();
        }
    }

    private static List<Key> keys(Writer.Sheet sheet) throws SQLException {
        var keys = new ArrayList<Key>();
        try (var statement = sheet.statements().connection().createStatement();
                var row = statement.executeQuery("SELECT tx_id, wrapped, created_ms FROM keyring")) {
            while (row.next()) keys.add(new Key(row.getString(1), row.getBytes(2), row.getLong(3)));
        }
        return keys;
    }

    private static List<Migrated> migrated(Writer.Sheet sheet) throws SQLException {
        var all = new ArrayList<Migrated>();
        try (var statement = sheet.statements().connection().createStatement();
                var row = statement.executeQuery("SELECT v, sha, at_ms FROM migration")) {
            while (row.next()) all.add(new Migrated(row.getLong(1), row.getString(2), row.getLong(3)));
        }
        return all;
    }

    private static List<String> named(Writer.Sheet sheet) throws SQLException {
        var names = new ArrayList<String>();
        try (var row = sheet.statements().of(NAMED).executeQuery()) {
            while (row.next()) names.add(row.getString(1));
        }
        return names;
    }
}
