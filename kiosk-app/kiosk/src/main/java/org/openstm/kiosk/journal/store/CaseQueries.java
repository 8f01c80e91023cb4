package org.openstm.kiosk.journal.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openstm.kiosk.journal.model.Attachment;
import org.openstm.kiosk.journal.model.CaseEntry;
import org.openstm.kiosk.journal.model.CaseState;
import org.openstm.kiosk.journal.model.EntryType;
import org.openstm.kiosk.journal.model.JournalCase;

/// What the journal knows of cases: requests, attachments, states and entries.
public final class CaseQueries {
    private static final String CASE = """
            SELECT tx_id, service, service_ver, state, version, attempt, session_id, offline, code, opened_seq,
              opened_ms, receipt
            FROM tx
            """;
    private static final String BY_ID = CASE + " WHERE tx_id = ?";
    private static final String ALL = CASE + " ORDER BY opened_seq";
    private static final String UNSETTLED = CASE + " WHERE state IN (2, 3, 4, 5) ORDER BY opened_seq";
    private static final String SETTLED =
            CASE + " WHERE state NOT IN (2, 3, 4, 5) AND opened_ms BETWEEN ? AND ? ORDER BY opened_seq";
    /// A monotonic clock counts from the boot, so each boot is counted separately; time switched off is not
    /// counted.
    private static final String RAN = """
            SELECT COALESCE(SUM(ran), 0) FROM (SELECT MAX(mono_ms) - MIN(mono_ms) AS ran FROM journal
              WHERE seq >= (SELECT opened_seq FROM tx WHERE tx_id = ?) GROUP BY boot_id)
            """;
    private static final String QUEUED = "SELECT COUNT(*) FROM tx WHERE offline = 1 AND state IN (2, 4)";
    private static final String QUEUED_OF = QUEUED + " AND service = ?";
    private static final String REQUEST = "SELECT req FROM tx WHERE tx_id = ?";
    private static final String ENTRIES = "SELECT seq, wall_ms, kind, hash FROM journal WHERE tx_id = ? ORDER BY seq";

    private final JournalReader reader;

    public CaseQueries(JournalReader reader) {
        this.reader = reader;
    }

    public static String localReference(String terminal, long opened) {
        return "BJ-" + terminal + "-" + opened;
    }

    public Optional<JournalCase> findCase(String txId) {
        return reader.queryRows(BY_ID, this::toCase, txId).stream().findFirst();
    }

    public List<JournalCase> allCases() {
        return reader.queryRows(ALL, this::toCase);
    }

    public List<JournalCase> unsettledCases() {
        return reader.queryRows(UNSETTLED, this::toCase);
    }

    public List<JournalCase> casesSettledBetween(Instant from, Instant to) {
        return reader.queryRows(SETTLED, this::toCase, from.toEpochMilli(), to.toEpochMilli());
    }

    public Duration runningTimeSince(String txId) {
        return reader.queryRows(RAN, row -> Duration.ofMillis(row.getLong(1)), txId)
                .getFirst();
    }

    public int queuedCaseCount() {
        return reader.queryRows(QUEUED, row -> row.getInt(1)).getFirst();
    }

    public int queuedCaseCount(String service) {
        return reader.queryRows(QUEUED_OF, row -> row.getInt(1), service).getFirst();
    }

    public byte[] caseRequest(String txId) {
        return reader.queryRows(
                        REQUEST,
                        row -> reader.findCaseKey(txId).openBytes(row.getBytes(1), SealContext.requestContext(txId)),
                        txId)
                .getFirst();
    }

    /// Empty if the key of the case is destroyed.
    public Optional<byte[]> findRequest(String txId) {
        boolean gone = reader.readAlone((statements, keyring) -> keyring.isDestroyed(statements, txId));
        return gone ? Optional.empty() : Optional.of(caseRequest(txId));
    }

    public List<Attachment> caseAttachments(String txId) {
        return reader.readAlone((statements, keyring) -> {
            var kept = AttachmentTable.findAttachments(statements, txId);
            if (kept.isEmpty()) return List.of();
            var key = keyring.findCaseKey(statements, txId);
            return kept.stream().map(file -> file.openAttachment(key, txId)).toList();
        });
    }

    public List<CaseEntry> caseEntries(String txId) {
        return reader.queryRows(
                ENTRIES,
                row -> new CaseEntry(
                        row.getLong(1),
                        Instant.ofEpochMilli(row.getLong(2)),
                        EntryType.nameOf(row.getInt(3)),
                        HashChain.toHex(row.getBytes(4)).substring(0, 8)),
                txId);
    }

    private JournalCase toCase(ResultSet row) throws SQLException {
        String txId = row.getString(1);
        byte @Nullable [] sealed = row.getBytes(12);
        Optional<byte[]> receipt = sealed == null || reader.isKeyDestroyed(txId)
                ? Optional.empty()
                : Optional.of(reader.findCaseKey(txId).openBytes(sealed, SealContext.receiptContext(txId)));
        return new JournalCase(
                txId,
                row.getString(2),
                row.getInt(3),
                CaseState.of(row.getInt(4)),
                row.getInt(5),
                row.getInt(6),
                row.getString(7),
                row.getInt(8) == 1,
                localReference(reader.terminal(), row.getLong(10)),
                row.getString(9),
                Instant.ofEpochMilli(row.getLong(11)),
                receipt);
    }
}
