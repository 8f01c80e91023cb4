package org.openstm.kiosk.reference.cases;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.openstm.kiosk.central.CaseListPage;
import org.openstm.kiosk.central.CaseReceipt;
import org.openstm.kiosk.central.ListedCase;
import org.openstm.kiosk.reference.store.Database;
import org.openstm.kiosk.reference.store.Transaction;

/// What central has stored of decided cases: answers, documents, and the lists of a terminal's cases.
public final class CaseArchive {
    private static final String ANSWER = "SELECT digest, answer FROM tx WHERE terminal = ? AND tx_id = ?";
    private static final String DOCUMENT = "SELECT pdf FROM document WHERE terminal = ? AND serial = ?";
    private static final String COUNTS = "SELECT service, state, COUNT(*) FROM case_file GROUP BY service, state";
    private static final int PAGE = 200;
    private static final Pattern CURSOR = Pattern.compile("\\d{1,15}:.{1,64}");

    private static final String LIST = """
            SELECT tx_id, case_number, state, at_ms FROM case_file
            WHERE terminal = ? AND (at_ms > ? OR (at_ms = ? AND tx_id > ?)) ORDER BY at_ms, tx_id LIMIT ?
            """;

    private final Database database;

    public CaseArchive(Database database) {
        this.database = database;
    }

    record StoredAnswer(String digest, byte[] answer) {}

    static Optional<StoredAnswer> findStoredAnswer(Transaction b, String terminal, String txId) throws SQLException {
        return b.queryFirst(ANSWER, row -> new StoredAnswer(row.getString(1), row.getBytes(2)), terminal, txId);
    }

    public Optional<byte[]> findReceiptBytes(String terminal, String txId) {
        return database.inTransaction(b -> findStoredAnswer(b, terminal, txId).map(StoredAnswer::answer));
    }

    public Optional<byte[]> findDocument(String terminal, String serial) {
        return database.inTransaction(b -> b.queryFirst(DOCUMENT, row -> row.getBytes(1), terminal, serial));
    }

    /// A page of a terminal's cases; empty for a cursor that was never issued.
    public Optional<CaseListPage> listCasePage(String terminal, Instant since, String after) {
        if (!after.isEmpty() && !CURSOR.matcher(after).matches()) return Optional.empty();
        int colon = after.indexOf(':');
        long fromMs = colon < 0 ? since.toEpochMilli() : Long.parseLong(after.substring(0, colon));
        String fromId = after.substring(colon + 1);
        var cases = database.inTransaction(b -> b.queryAll(
                LIST,
                row -> new ListedCase(
                        row.getString(1),
                        row.getString(2),
                        receiptState(row.getString(3)),
                        Instant.ofEpochMilli(row.getLong(4))),
                terminal,
                fromMs,
                fromMs,
                fromId,
                PAGE));
        if (cases.size() < PAGE) return Optional.of(new CaseListPage(cases, ""));
        var last = cases.getLast();
        return Optional.of(new CaseListPage(cases, last.at().toEpochMilli() + ":" + last.txId()));
    }

    /// The receipt's result of a case, whatever happened to its payment since.
    private static CaseReceipt.ReceiptState receiptState(String caseState) {
        return switch (caseState) {
            case PaymentService.CASE_DUE, PaymentService.CASE_WITHDRAWN -> CaseReceipt.ReceiptState.ACCEPTED;
            default -> CaseReceipt.ReceiptState.valueOf(caseState);
        };
    }

    /// Numbers of cases by service and state, for tests and demonstrations.
    public Map<String, Map<String, Integer>> countCases() {
        return database.inTransaction(b -> {
            var counts = new TreeMap<String, Map<String, Integer>>();
            b.queryAll(
                    COUNTS,
                    row -> counts.computeIfAbsent(row.getString(1), _ -> new TreeMap<>())
                            .put(row.getString(2), row.getInt(3)));
            return counts;
        });
    }
}
