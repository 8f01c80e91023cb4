package org.openstm.kiosk.reference.cases;

import java.util.List;
import java.util.Map;
import org.openstm.kiosk.central.terminal.PaperReport;
import org.openstm.kiosk.reference.store.Database;

/// What terminals report about a case after its decision: the results of papers, and ratings.
public final class CaseReports {
    private static final String RATE = """
            INSERT INTO rating(terminal, tx_id, grade, reasons) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
            """;

    private static final String REPORT = """
            INSERT INTO paper(terminal, effect, tx_id, paper, copy, result, evidence, seq)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT(terminal, effect) DO UPDATE SET result = excluded.result, evidence = excluded.evidence
            WHERE paper.tx_id = excluded.tx_id AND paper.result = 'UNKNOWN' AND excluded.result <> 'UNKNOWN'
            """;

    private static final String PAPERS =
            "SELECT terminal, effect, tx_id, paper, result, evidence FROM paper ORDER BY terminal, effect";

    private final Database database;

    public CaseReports(Database database) {
        this.database = database;
    }

    /// Records the result of a paper; an unknown result may be settled later, a settled one never changes.
    public boolean recordPaper(String terminal, String txId, PaperReport report) {
        return database.inTransaction(b -> b.executeUpdate(
                        REPORT,
                        terminal,
                        report.effectId(),
                        txId,
                        report.paper(),
                        report.copy(),
                        report.result(),
                        report.evidence(),
                        report.sequence())
                > 0);
    }

    public List<Map<String, Object>> listPapers() {
        return database.inTransaction(b -> b.queryAll(
                PAPERS,
                row -> Map.<String, Object>of(
                        "terminal", row.getString(1),
                        "effect", row.getString(2),
                        "txId", row.getString(3),
                        "paper", row.getString(4),
                        "result", row.getString(5),
                        "evidence", row.getString(6))));
    }

    /// False if the case was rated before.
    public boolean rateCase(String terminal, String txId, int grade, List<String> reasons) {
        return database.inTransaction(
                b -> b.executeUpdate(RATE, terminal, txId, grade, String.join(",", reasons)) == 1);
    }
}
