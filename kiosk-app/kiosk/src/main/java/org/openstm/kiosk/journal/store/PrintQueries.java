package org.openstm.kiosk.journal.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.openstm.kiosk.journal.model.PrintResult;
import org.openstm.kiosk.journal.model.UnprovedPrint;

/// What the journal knows of prints.
public final class PrintQueries {
    private static final String PRINTS_OF =
            "SELECT COUNT(*) FROM effect WHERE tx_id = ? AND template = ? AND state <> ?";
    private static final String PAPERS_OF = "SELECT COUNT(*) FROM effect WHERE tx_id = ? AND state <> ?";
    private static final String PRINTS = """
            SELECT effect_id, tx_id, template, copy_no, begun_seq FROM effect
            """;
    private static final String BEGUN = PRINTS + " WHERE state = 0 ORDER BY begun_seq";
    private static final String UNPROVED = PRINTS + " WHERE state IN (0, 3) ORDER BY begun_seq";
    private static final String ONE_PRINT = PRINTS + " WHERE effect_id = ?";
    private static final String EFFECT_OF = "SELECT kind, tx_id, body FROM journal WHERE seq = ?";

    private final JournalReader reader;

    public PrintQueries(JournalReader reader) {
        this.reader = reader;
    }

    public int countPrints(String txId, String template) {
        return reader.queryRows(PRINTS_OF, row -> row.getInt(1), txId, template, PrintResult.NOT_PRINTED.code())
                .getFirst();
    }

    /// Whether any paper of a case was printed, or may have been.
    public boolean hasPaper(String txId) {
        return reader.queryRows(PAPERS_OF, row -> row.getInt(1) > 0, txId, PrintResult.NOT_PRINTED.code())
                .getFirst();
    }

    public List<UnprovedPrint> begunPrints() {
        return reader.queryRows(BEGUN, PrintQueries::toPrint);
    }

    public List<UnprovedPrint> unprovedPrints() {
        return reader.queryRows(UNPROVED, PrintQueries::toPrint);
    }

    public UnprovedPrint requirePrint(String effectId) {
        return reader.queryRows(ONE_PRINT, PrintQueries::toPrint, effectId).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no print was begun as " + effectId));
    }

    /// The paper that an entry is about; empty if there is none.
    public Optional<String> findEffectOfEntry(long seq) {
        return reader
                .queryRows(
                        EFFECT_OF,
                        row -> Optional.ofNullable(
                                reader.entryValues(row.getString(2), row.getBytes(3), seq, row.getInt(1))
                                        .get("effect")),
                        seq)
                .stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static UnprovedPrint toPrint(ResultSet row) throws SQLException {
        return new UnprovedPrint(row.getString(1), row.getString(2), row.getString(3), row.getInt(4), row.getLong(5));
    }
}
