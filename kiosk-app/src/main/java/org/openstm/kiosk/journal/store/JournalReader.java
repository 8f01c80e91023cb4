package org.openstm.kiosk.journal.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.openstm.kiosk.journal.crypto.JournalKeyStore;
import org.openstm.kiosk.journal.model.AnchorStatus;
import org.openstm.kiosk.journal.model.Attachment;
import org.openstm.kiosk.journal.model.CaseEntry;
import org.openstm.kiosk.journal.model.CasePayment;
import org.openstm.kiosk.journal.model.CaseState;
import org.openstm.kiosk.journal.model.ChainEnd;
import org.openstm.kiosk.journal.model.EntryText;
import org.openstm.kiosk.journal.model.EntryType;
import org.openstm.kiosk.journal.model.JournalAnchor;
import org.openstm.kiosk.journal.model.JournalCase;
import org.openstm.kiosk.journal.model.JournalException;
import org.openstm.kiosk.journal.model.OutboxMessage;
import org.openstm.kiosk.journal.model.PaymentState;
import org.openstm.kiosk.journal.model.PrintResult;
import org.openstm.kiosk.journal.model.StaffFinding;
import org.openstm.kiosk.journal.model.UnprovedPrint;

/// The reading side of the journal: one read-only connection, one reader at a time.
public final class JournalReader implements AutoCloseable {
    private static final String CASE = """
            SELECT tx_id, service, service_ver, state, version, attempt, session_id, offline, code, opened_seq,
              opened_ms, receipt
            FROM tx
            """;
    private static final String BY_ID = CASE + " WHERE tx_id = ?";
    private static final String ALL = CASE + " ORDER BY opened_seq";
    private static final String PRINTS_OF =
            "SELECT COUNT(*) FROM effect WHERE tx_id = ? AND template = ? AND state <> ?";
    private static final String PAPERS_OF = "SELECT COUNT(*) FROM effect WHERE tx_id = ? AND state <> ?";
    private static final String ENTRIES = "SELECT seq, wall_ms, kind, hash FROM journal WHERE tx_id = ? ORDER BY seq";
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

    private static final String PRINTS = """
            SELECT effect_id, tx_id, template, copy_no, begun_seq FROM effect
            """;
    private static final String BEGUN = PRINTS + " WHERE state = 0 ORDER BY begun_seq";
    private static final String UNPROVED = PRINTS + " WHERE state IN (0, 3) ORDER BY begun_seq";
    private static final String ONE_PRINT = PRINTS + " WHERE effect_id = ?";
    private static final String CASE_OF_FINDING = "SELECT tx_id FROM finding WHERE seq = ?";

    private static final String FINDINGS = """
            SELECT f.seq, f.tx_id, f.kind, j.kind, j.wall_ms, j.body, COALESCE(t.service, '')
            FROM finding f JOIN journal j ON j.seq = f.seq LEFT JOIN tx t ON t.tx_id = f.tx_id
            WHERE f.seen = 0 ORDER BY f.seq
            """;

    private static final String EFFECT_OF = "SELECT kind, tx_id, body FROM journal WHERE seq = ?";

    private static final String NOTES = """
            SELECT seq, kind, body FROM journal WHERE kind = ? AND tx_id = '' ORDER BY seq DESC
            """;

    private static final String PAYMENT = "SELECT tx_id, state, version, attempt, fen, reference, answer FROM payment";
    private static final String PAYMENT_OF = PAYMENT + " WHERE tx_id = ?";
    private static final String UNSETTLED_PAYMENTS = PAYMENT + " WHERE state <= 66 ORDER BY rowid";

    /// The reversal is deleted with its payment.
    private static final String PARCELS =
            "SELECT id, tx_id, op, body FROM outbox WHERE state = 0 AND op <> 'reversal' ORDER BY id";
    private static final String HEAD = "SELECT hash FROM head WHERE one = 1";
    private static final String ANCHOR = "SELECT seq, hash, note FROM anchor";
    private static final String BEGIN = "SELECT seq FROM start";
    private static final String HASH_OF = "SELECT hash FROM journal WHERE seq = ?";
    private static final String END = "SELECT seq, hash FROM head";
    private static final String TERMINAL = "SELECT terminal FROM start";

    interface RowMapper<T> {
        T readRow(ResultSet row) throws SQLException;
    }

    private final StatementCache statements;
    private final CaseKeyring keyring;
    private final String terminal;
    private final ReentrantLock turn = new ReentrantLock();
    private boolean closed;

    public JournalReader(StatementCache statements, CaseKeyring keyring, String terminal) {
        this.statements = statements;
        this.keyring = keyring;
        this.terminal = terminal;
    }

    /// Opens a file of any terminal, which no process need be writing.
    public static JournalReader of(Path file, JournalKeyStore keys) {
        try {
            return new JournalReader(
                    new StatementCache(JournalSchema.openForReading(file)), new CaseKeyring(keys), readTerminal(file));
        } catch (SQLException broken) {
            throw new JournalException("the journal's file cannot be read", broken);
        }
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

    public static String readTerminal(Path file) {
        if (!Files.isRegularFile(file)) throw new JournalException("there is no journal at " + file, null);
        try (var statements = new StatementCache(JournalSchema.openForReading(file));
                var row = statements.prepareStatement(TERMINAL).executeQuery()) {
            return row.next() ? row.getString(1) : "";
        } catch (SQLException broken) {
            throw new JournalException("the journal's file cannot be read", broken);
        }
    }

    public static String localReference(String terminal, long opened) {
        return "BJ-" + terminal + "-" + opened;
    }

    public static String requestContext(String txId) {
        return "tx.req|" + txId;
    }

    public static String receiptContext(String txId) {
        return "tx.receipt|" + txId;
    }

    public static String parcelContext(String txId, String kind) {
        return "outbox|" + txId + "|" + kind;
    }

    public static String paymentContext(String txId) {
        return "payment.answer|" + txId;
    }

    public static String entryContext(long seq, int kind) {
        return "entry|" + seq + "|" + kind;
    }

    /// A journal copied from another terminal would send that terminal's cases under this one's name.
    public void requireTerminal(String asked) {
        String found = queryRows(TERMINAL, row -> row.getString(1)).stream()
                .findFirst()
                .orElse("");
        if (!found.equals(asked)) throw wrongTerminalError(found, asked);
    }

    public static JournalException wrongTerminalError(String found, String asked) {
        return new JournalException("the journal belongs to terminal " + found + ", not to " + asked, null);
    }

    public Optional<JournalCase> findCase(String txId) {
        return queryRows(BY_ID, this::toCase, txId).stream().findFirst();
    }

    public List<JournalCase> allCases() {
        return queryRows(ALL, this::toCase);
    }

    public List<JournalCase> unsettledCases() {
        return queryRows(UNSETTLED, this::toCase);
    }

    public int countPrints(String txId, String template) {
        return queryRows(PRINTS_OF, row -> row.getInt(1), txId, template, PrintResult.NOT_PRINTED.code())
                .getFirst();
    }

    /// Whether any paper of a case was printed, or may have been.
    public boolean hasPaper(String txId) {
        return queryRows(PAPERS_OF, row -> row.getInt(1) > 0, txId, PrintResult.NOT_PRINTED.code())
                .getFirst();
    }

    public List<CaseEntry> caseEntries(String txId) {
        return queryRows(
                ENTRIES,
                row -> new CaseEntry(
                        row.getLong(1),
                        Instant.ofEpochMilli(row.getLong(2)),
                        EntryType.nameOf(row.getInt(3)),
                        HashChain.toHex(row.getBytes(4)).substring(0, 8)),
                txId);
    }

    public List<JournalCase> casesSettledBetween(Instant from, Instant to) {
        return queryRows(SETTLED, this::toCase, from.toEpochMilli(), to.toEpochMilli());
    }

    public Duration runningTimeSince(String txId) {
        return queryRows(RAN, row -> Duration.ofMillis(row.getLong(1)), txId).getFirst();
    }

    public int queuedCaseCount() {
        return queryRows(QUEUED, row -> row.getInt(1)).getFirst();
    }

    public int queuedCaseCount(String service) {
        return queryRows(QUEUED_OF, row -> row.getInt(1), service).getFirst();
    }

    public byte[] caseRequest(String txId) {
        return queryRows(
                        REQUEST,
                        row -> keyring.findCaseKey(statements, txId).openBytes(row.getBytes(1), requestContext(txId)),
                        txId)
                .getFirst();
    }

    public List<Attachment> caseAttachments(String txId) {
        turn.lock();
        try {
            if (closed) throw new JournalException("the journal is closed", null);
            var kept = AttachmentTable.findAttachments(statements, txId);
            if (kept.isEmpty()) return List.of();
            var key = keyring.findCaseKey(statements, txId);
            return kept.stream().map(file -> file.openAttachment(key, txId)).toList();
        } catch (SQLException broken) {
            throw new JournalException("the journal's file cannot be read", broken);
        } finally {
            turn.unlock();
        }
    }

    /// Empty if the key of the case is destroyed.
    public Optional<byte[]> findRequest(String txId) {
        boolean gone =
                queryRows(TERMINAL, _ -> keyring.isDestroyed(statements, txId)).getFirst();
        return gone ? Optional.empty() : Optional.of(caseRequest(txId));
    }

    public List<UnprovedPrint> begunPrints() {
        return queryRows(BEGUN, JournalReader::toPrint);
    }

    public List<UnprovedPrint> unprovedPrints() {
        return queryRows(UNPROVED, JournalReader::toPrint);
    }

    public UnprovedPrint requirePrint(String effectId) {
        return queryRows(ONE_PRINT, JournalReader::toPrint, effectId).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no print was begun as " + effectId));
    }

    public String caseOfFinding(long seq) {
        return queryRows(CASE_OF_FINDING, row -> row.getString(1), seq).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no finding has the sequence " + seq));
    }

    /// The paper that an entry is about; empty if there is none.
    public Optional<String> findEffectOfEntry(long seq) {
        return queryRows(
                        EFFECT_OF,
                        row -> Optional.ofNullable(entryValues(row.getString(2), row.getBytes(3), seq, row.getInt(1))
                                .get("effect")),
                        seq)
                .stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    public Optional<String> lastNote(String kind) {
        turn.lock();
        try {
            var statement = statements.prepareStatement(NOTES);
            statement.setInt(1, EntryType.NOTE.code());
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    var words = entryValues("", row.getBytes(3), row.getLong(1), row.getInt(2));
                    if (kind.equals(words.get("kind"))) return Optional.ofNullable(words.get("text"));
                }
                return Optional.empty();
            }
        } catch (SQLException broken) {
            throw new JournalException("the journal's file cannot be read", broken);
        } finally {
            turn.unlock();
        }
    }

    public List<StaffFinding> openFindings() {
        return queryRows(FINDINGS, row -> {
            var words = entryValues(row.getString(2), row.getBytes(6), row.getLong(1), row.getInt(4));
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

    public List<OutboxMessage> pendingMessages() {
        return queryRows(PARCELS, row -> {
            String txId = row.getString(2);
            String kind = row.getString(3);
            byte[] body = keyring.findCaseKey(statements, txId).openBytes(row.getBytes(4), parcelContext(txId, kind));
            return new OutboxMessage(row.getLong(1), txId, kind, body);
        });
    }

    public Optional<CasePayment> findPayment(String txId) {
        return queryRows(PAYMENT_OF, this::toPayment, txId).stream().findFirst();
    }

    public List<CasePayment> unsettledPayments() {
        return queryRows(UNSETTLED_PAYMENTS, this::toPayment);
    }

    public Optional<JournalAnchor> latestAnchor() {
        return queryRows(
                        ANCHOR,
                        row -> new JournalAnchor(row.getLong(1), HashChain.toHex(row.getBytes(2)), row.getBytes(3)))
                .stream()
                .findFirst();
    }

    public long startSequence() {
        return queryRows(BEGIN, row -> row.getLong(1)).getFirst();
    }

    public Optional<String> findEntryHash(long seq) {
        return queryRows(HASH_OF, row -> HashChain.toHex(row.getBytes(1)), seq).stream()
                .findFirst();
    }

    public ChainEnd chainEnd() {
        return queryRows(END, row -> new ChainEnd(row.getLong(1), HashChain.toHex(row.getBytes(2))))
                .getFirst();
    }

    public String headHash() {
        return queryRows(HEAD, row -> HashChain.toHex(row.getBytes(1))).getFirst();
    }

    private Map<String, String> entryValues(String txId, byte[] body, long seq, int kind) throws SQLException {
        return EntryText.parseValues(keyring.findCaseKey(statements, txId).openBytes(body, entryContext(seq, kind)));
    }

    private JournalCase toCase(ResultSet row) throws SQLException {
        String txId = row.getString(1);
        byte @Nullable [] sealed = row.getBytes(12);
        Optional<byte[]> receipt = sealed == null || keyring.isDestroyed(statements, txId)
                ? Optional.empty()
                : Optional.of(keyring.findCaseKey(statements, txId).openBytes(sealed, receiptContext(txId)));
        return new JournalCase(
                txId,
                row.getString(2),
                row.getInt(3),
                CaseState.of(row.getInt(4)),
                row.getInt(5),
                row.getInt(6),
                row.getString(7),
                row.getInt(8) == 1,
                localReference(terminal, row.getLong(10)),
                row.getString(9),
                Instant.ofEpochMilli(row.getLong(11)),
                receipt);
    }

    private CasePayment toPayment(ResultSet row) throws SQLException {
        String txId = row.getString(1);
        byte @Nullable [] sealed = row.getBytes(7);
        Optional<byte[]> answer = sealed == null || keyring.isDestroyed(statements, txId)
                ? Optional.empty()
                : Optional.of(keyring.findCaseKey(statements, txId).openBytes(sealed, paymentContext(txId)));
        return new CasePayment(
                txId,
                PaymentState.of(row.getInt(2)),
                row.getInt(3),
                row.getInt(4),
                row.getLong(5),
                row.getString(6),
                answer);
    }

    private static UnprovedPrint toPrint(ResultSet row) throws SQLException {
        return new UnprovedPrint(row.getString(1), row.getString(2), row.getString(3), row.getInt(4), row.getLong(5));
    }

    private <T> List<T> queryRows(String query, RowMapper<T> reader, Object... values) {
        turn.lock();
        try {
            if (closed) throw new JournalException("the journal is closed", null);
            var statement = statements.prepareStatement(query);
            for (int i = 0; i < values.length; i++) statement.setObject(i + 1, values[i]);
            var found = new ArrayList<T>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) found.add(reader.readRow(rows));
            }
            return found;
        } catch (SQLException broken) {
            throw new JournalException("the journal's file cannot be read", broken);
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void close() {
        turn.lock();
        try {
            closed = true;
            statements.close();
        } catch (SQLException broken) {
            throw new JournalException("the journal's file cannot be closed", broken);
        } finally {
            turn.unlock();
        }
    }
}
