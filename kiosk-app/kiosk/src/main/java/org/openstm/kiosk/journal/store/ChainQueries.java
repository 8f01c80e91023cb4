package org.openstm.kiosk.journal.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import org.openstm.kiosk.journal.model.AnchorStatus;
import org.openstm.kiosk.journal.model.ChainEnd;
import org.openstm.kiosk.journal.model.JournalAnchor;
import org.openstm.kiosk.journal.model.JournalException;

/// The hash chain: its start, its end, and how far central has countersigned it.
public final class ChainQueries {
    private static final String HEAD = "SELECT hash FROM head WHERE one = 1";
    private static final String ANCHOR = "SELECT seq, hash, note FROM anchor";
    private static final String BEGIN = "SELECT seq FROM start";
    private static final String HASH_OF = "SELECT hash FROM journal WHERE seq = ?";
    private static final String END = "SELECT seq, hash FROM head";

    private final JournalReader reader;

    public ChainQueries(JournalReader reader) {
        this.reader = reader;
    }

    /// @param asked the entry whose hash is returned; otherwise the one that was countersigned
    public static AnchorStatus readAnchorStatus(Path file, OptionalLong asked) {
        try (var statements = new StatementCache(JournalSchema.openForReading(file))) {
            var anchor = readAnchor(statements);
            Optional<String> hash = Optional.empty();
            if (asked.isPresent() || anchor.isPresent()) {
                var statement = statements.prepareStatement(HASH_OF);
                statement.setLong(1, asked.orElseGet(() -> anchor.orElseThrow().seq()));
                try (var row = statement.executeQuery()) {
                    if (row.next()) hash = Optional.of(HashChain.toHex(row.getBytes(1)));
                }
            }
            return new AnchorStatus(anchor, hash, readNumber(statements, BEGIN), readNumber(statements, END));
        } catch (SQLException broken) {
            throw new JournalException("the journal's file cannot be read", broken);
        }
    }

    private static Optional<JournalAnchor> readAnchor(StatementCache statements) throws SQLException {
        try (var row = statements.prepareStatement(ANCHOR).executeQuery()) {
            return row.next()
                    ? Optional.of(new JournalAnchor(row.getLong(1), HashChain.toHex(row.getBytes(2)), row.getBytes(3)))
                    : Optional.empty();
        }
    }

    private static long readNumber(StatementCache statements, String sql) throws SQLException {
        try (var row = statements.prepareStatement(sql).executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    public Optional<JournalAnchor> latestAnchor() {
        return reader
                .queryRows(
                        ANCHOR,
                        row -> new JournalAnchor(row.getLong(1), HashChain.toHex(row.getBytes(2)), row.getBytes(3)))
                .stream()
                .findFirst();
    }

    public long startSequence() {
        return reader.queryRows(BEGIN, row -> row.getLong(1)).getFirst();
    }

    public Optional<String> findEntryHash(long seq) {
        return reader.queryRows(HASH_OF, row -> HashChain.toHex(row.getBytes(1)), seq).stream()
                .findFirst();
    }

    public ChainEnd chainEnd() {
        return reader.queryRows(END, row -> new ChainEnd(row.getLong(1), HashChain.toHex(row.getBytes(2))))
                .getFirst();
    }

    public String headHash() {
        return reader.queryRows(HEAD, row -> HashChain.toHex(row.getBytes(1))).getFirst();
    }
}
