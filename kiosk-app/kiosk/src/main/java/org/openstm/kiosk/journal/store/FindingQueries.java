package org.openstm.kiosk.journal.store;

import java.time.Instant;
import java.util.List;
import org.openstm.kiosk.journal.model.StaffFinding;

/// Findings that staff have not marked as seen.
public final class FindingQueries {
    private static final String FINDINGS = """
            SELECT f.seq, f.tx_id, f.kind, j.kind, j.wall_ms, j.body, COALESCE(t.service, '')
            FROM finding f JOIN journal j ON j.seq = f.seq LEFT JOIN tx t ON t.tx_id = f.tx_id
            WHERE f.seen = 0 ORDER BY f.seq
            """;
    private static final String CASE_OF_FINDING = "SELECT tx_id FROM finding WHERE seq = ?";

    private final JournalReader reader;

    public FindingQueries(JournalReader reader) {
        this.reader = reader;
    }

    public List<StaffFinding> openFindings() {
        return reader.queryRows(FINDINGS, row -> {
            var words = reader.entryValues(row.getString(2), row.getBytes(6), row.getLong(1), row.getInt(4));
            String text = words.containsKey("why") ? words.getOrDefault("why", "") : words.getOrDefault("evidence", "");
            return new StaffFinding(
                    row.getLong(1),
                    Instant.ofEpochMilli(row.getLong(5)),
                    row.getString(3),
                    row.getString(2),
                    row.getString(7),
                    text);
        });
    }

    public String caseOfFinding(long seq) {
        return reader.queryRows(CASE_OF_FINDING, row -> row.getString(1), seq).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no finding has the sequence " + seq));
    }
}
