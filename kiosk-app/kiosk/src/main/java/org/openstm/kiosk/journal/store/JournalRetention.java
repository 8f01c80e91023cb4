package org.openstm.kiosk.journal.store;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openstm.kiosk.journal.model.EntryType;

/// Deletes on schedule and permanently. First the persons: the key of a closed case is destroyed, and the
/// others are wrapped by the next key of the key store, so that no old copy of the file can be opened. Much
/// later the rows: the oldest entries are deleted, and the journal begins at the last one of them. Only what is
/// settled, seen, delivered and countersigned by central is ever deleted.
public final class JournalRetention {
    /// Every case with its last entry; the last column holds the reason why it must stay.
    private static final String CASES = """
            SELECT j.tx_id, MIN(j.seq), MAX(j.seq), MAX(j.wall_ms),
              (SELECT destroyed_ms FROM keyring k WHERE k.tx_id = j.tx_id),
              EXISTS(SELECT 1 FROM tx t WHERE t.tx_id = j.tx_id AND t.state IN (2, 3, 4, 5))
              OR EXISTS(SELECT 1 FROM payment p WHERE p.tx_id = j.tx_id AND p.state <= 66)
              OR EXISTS(SELECT 1 FROM finding f WHERE f.tx_id = j.tx_id AND f.seen = 0)
              OR EXISTS(SELECT 1 FROM outbox o WHERE o.tx_id = j.tx_id AND o.state = 0)
              OR EXISTS(SELECT 1 FROM effect e WHERE e.tx_id = j.tx_id AND e.state = 0)
            FROM journal j WHERE j.tx_id <> '' GROUP BY j.tx_id ORDER BY 2
            """;

    private static final String ANCHORED = "SELECT seq FROM anchor";
    private static final String HASH = "SELECT hash FROM journal WHERE seq = ?";
    private static final String LATER = "SELECT MIN(seq) FROM journal WHERE wall_ms >= ?";
    private static final String MOVE_START = "UPDATE start SET seq = ?, hash = ?";
    private static final String PRUNE = "DELETE FROM journal WHERE seq <= ?";
    private static final List<String> TABLES =
            List.of("tx", "file", "effect", "outbox", "payment", "finding", "keyring");

    private record AgedCase(String txId, long first, long last, long lastMs, boolean shredded, boolean needed) {}

    private final JournalWriter writer;
    private final Instant now;

    public JournalRetention(JournalWriter writer, Instant now) {
        this.writer = writer;
        this.now = now;
    }

    /// @return number of persons deleted
    public int shredKeys(Duration keep) {
        long before = now.minus(keep).toEpochMilli();
        return writer.commitChange(sheet -> {
            long anchored = readNumber(sheet, ANCHORED);
            int count = 0;
            for (var aged : readAgedCases(sheet)) {
                if (aged.shredded || aged.needed || aged.lastMs >= before || aged.last > anchored) continue;
                CaseKeyring.destroyCaseKey(sheet.statements(), aged.txId, sheet.nowMs());
                sheet.appendEntry(EntryType.SHREDDED, aged.txId, Map.of());
                count++;
            }
            return count;
        });
    }

    /// @return number of entries deleted
    public long pruneEntries(Duration keep) {
        long before = now.minus(keep).toEpochMilli();
        return writer.commitChange(sheet -> {
            long anchored = readNumber(sheet, ANCHORED);
            var all = readAgedCases(sheet);
            long upTo = findCutPoint(all, Math.min(anchored, firstSequenceSince(sheet, before) - 1));
            var going = all.stream()
                    .filter(aged -> aged.first <= upTo)
                    .map(AgedCase::txId)
                    .toList();
            return deleteEntriesUpTo(sheet, upTo, going);
        });
    }

    /// The cut lies before the first case that must stay, and never within a case.
    private static long findCutPoint(List<AgedCase> all, long limit) {
        long upTo = limit;
        for (boolean moved = true; moved; ) {
            moved = false;
            for (var aged : all) {
                if (aged.first > upTo) break;
                if (!aged.needed && aged.shredded && aged.last <= upTo) continue;
                upTo = aged.first - 1;
                moved = true;
                break;
            }
        }
        return upTo;
    }

    private static long deleteEntriesUpTo(JournalWriter.JournalTransaction sheet, long upTo, List<String> going)
            throws SQLException {
        byte[] hash;
        var find = sheet.statements().prepareStatement(HASH);
        find.setLong(1, upTo);
        try (var row = find.executeQuery()) {
            if (!row.next()) return 0L;
            hash = row.getBytes(1);
        }
        for (String txId : going)
            for (String table : TABLES) sheet.executeUpdate("DELETE FROM " + table + " WHERE tx_id = ?", txId);
        sheet.executeUpdate(MOVE_START, upTo, hash);
        long gone = sheet.executeUpdate(PRUNE, upTo);
        sheet.appendEntry(
                EntryType.PRUNED, "", Map.of("to", Long.toString(upTo), "cases", Integer.toString(going.size())));
        return gone;
    }

    /// By the wall clock, which may have been wrong: the first entry that is certainly not old enough.
    private static long firstSequenceSince(JournalWriter.JournalTransaction sheet, long beforeMs) throws SQLException {
        var query = sheet.statements().prepareStatement(LATER);
        query.setLong(1, beforeMs);
        try (var row = query.executeQuery()) {
            row.next();
            long first = row.getLong(1);
            return row.wasNull() ? sheet.nextSequence() : first;
        }
    }

    private static long readNumber(JournalWriter.JournalTransaction sheet, String query) throws SQLException {
        try (var row = sheet.statements().prepareStatement(query).executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private static List<AgedCase> readAgedCases(JournalWriter.JournalTransaction sheet) throws SQLException {
        var all = new ArrayList<AgedCase>();
        try (var row = sheet.statements().prepareStatement(CASES).executeQuery()) {
            while (row.next())
                all.add(new AgedCase(
                        row.getString(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5) != 0,
                        row.getBoolean(6)));
        }
        return all;
    }
}
