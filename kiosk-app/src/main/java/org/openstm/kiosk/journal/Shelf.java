package org.openstm.kiosk.journal;

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

/// The reading side of the journal: one connection that cannot write, one reader at a time.
final class Shelf implements AutoCloseable {
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
    /// A monotonic clock counts from the boot, so each boot by itself; off is not counted.
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

    /// A reversal goes with its payment.
    private static final String PARCELS =
            "SELECT id, tx_id, op, body FROM outbox WHERE state = 0 AND op <> 'reversal' ORDER BY id";
    private static final String HEAD = "SELECT hash FROM head WHERE one = 1";
    private static final String ANCHOR = "SELECT seq, hash, note FROM anchor";
    private static final String BEGIN = "SELECT seq FROM start";
    private static final String HASH_OF = "SELECT hash FROM journal WHERE seq = ?";
    private static final String END = "SELECT seq, hash FROM head";
    private static final String TERMINAL = "SELECT terminal FROM start";

    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private final Statements statements;
    private final Keyring keyring;
    private final String terminal;
    private final ReentrantLock turn = new ReentrantLock();
    private boolean closed;

    Shelf(Statements statements, Keyring keyring, String terminal) {
        this.statements = statements;
        this.keyring = keyring;
        this.terminal = terminal;
    }

    /// A file of any terminal, which nobody need be writing.
    static Shelf of(Path file, KeyStore keys) {
        try {
            return new Shelf(new Statements(Schema.reader(file)), new Keyring(keys), terminalOf(file));
        } catch (SQLException broken) {
            throw new JournalTrouble("the journal's file cannot be read", broken);
        }
    }

    /// @param asked the entry whose hash is told; else the one that was countersigned
    static Anchored anchored(Path file, OptionalLong asked) {
        try (var statements = new Statements(Schema.reader(file))) {
            var anchor = anchor(statements);
            Optional<String> hash = Optional.empty();
            if (asked.isPresent() || anchor.isPresent()) {
                var statement = statements.of(HASH_OF);
                statement.setLong(1, asked.orElseGet(() -> anchor.orElseThrow().seq()));
                try (var row = statement.executeQuery()) {
                    if (row.next()) hash = Optional.of(Chain.hex(row.getBytes(1)));
                }
            }
            return new Anchored(anchor, hash, number(statements, BEGIN), number(statements, END));
        } catch (SQLException broken) {
            throw new JournalTrouble("the journal's file cannot be read", broken);
        }
    }

    private static Optional<Anchor> anchor(Statements statements) throws SQLException {
        try (var row = statements.of(ANCHOR).executeQuery()) {
            return row.next()
                    ? Optional.of(new Anchor(row.getLong(1), Chain.hex(row.getBytes(2)), row.getBytes(3)))
                    : Optional.empty();
        }
    }

    private static long number(Statements statements, String sql) throws SQLException {
        try (var row = statements.of(sql).executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    static String terminalOf(Path file) {
        if (!Files.isRegularFile(file)) throw new JournalTrouble("there is no journal at " + file, null);
        try (var statements = new Statements(Schema.reader(file));
                var row = statements.of(TERMINAL).executeQuery()) {
            return row.next() ? row.getString(1) : "";
        } catch (SQLException broken) {
            throw new JournalTrouble("the journal's file cannot be read", broken);
        }
    }

    static String localReference(String terminal, long opened) {
        return "BJ-" + terminal + "-" + opened;
    }

    static String requestContext(String txId) {
        return "tx.req|" + txId;
    }

    static String receiptContext(String txId) {
        return "tx.receipt|" + txId;
    }

    static String parcelContext(String txId, String kind) {
        return "outbox|" + txId + "|" + kind;
    }

    static String paymentContext(String txId) {
        return "payment.answer|" + txId;
    }

    static String entryContext(long seq, int kind) {
        return "entry|" + seq + "|" + kind;
    }

    /// A journal copied from another terminal would send that terminal's cases under this one's name.
    void refuseOther(String asked) {
        String found =
                all(TERMINAL, row -> row.getString(1)).stream().findFirst().orElse("");
        if (!found.equals(asked)) throw other(found, asked);
    }

    static JournalTrouble other(String found, String asked) {
        return new JournalTrouble("the journal belongs to terminal " + found + ", not to " + asked, null);
    }

    Optional<Case> find(String txId) {
        return all(BY_ID, this::caseOf, txId).stream().findFirst();
    }

    List<Case> cases() {
        return all(ALL, this::caseOf);
    }

    List<Case> unsettled() {
        return all(UNSETTLED, this::caseOf);
    }

    int printsOf(String txId, String template) {
        return all(PRINTS_OF, row -> row.getInt(1), txId, template, PrintResult.NOT_PRINTED.code())
                .getFirst();
    }

    /// Whether any paper of a case came out, or may have.
    boolean hasPaper(String txId) {
        return all(PAPERS_OF, row -> row.getInt(1) > 0, txId, PrintResult.NOT_PRINTED.code())
                .getFirst();
    }

    List<CaseEntry> entries(String txId) {
        return all(
                ENTRIES,
                row -> new CaseEntry(
                        row.getLong(1),
                        Instant.ofEpochMilli(row.getLong(2)),
                        Kind.nameOf(row.getInt(3)),
                        Chain.hex(row.getBytes(4)).substring(0, 8)),
                txId);
    }

    List<Case> settledBetween(Instant from, Instant to) {
        return all(SETTLED, this::caseOf, from.toEpochMilli(), to.toEpochMilli());
    }

    Duration ranSince(String txId) {
        return all(RAN, row -> Duration.ofMillis(row.getLong(1)), txId).getFirst();
    }

    int queued() {
        return all(QUEUED, row -> row.getInt(1)).getFirst();
    }

    int queued(String service) {
        return all(QUEUED_OF, row -> row.getInt(1), service).getFirst();
    }

    byte[] request(String txId) {
        return all(REQUEST, row -> keyring.find(statements, txId).open(row.getBytes(1), requestContext(txId)), txId)
                .getFirst();
    }

    List<Enclosure> files(String txId) {
        turn.lock();
        try {
            if (closed) throw new JournalTrouble("the journal is closed", null);
            var kept = Enclosures.of(statements, txId);
            if (kept.isEmpty()) return List.of();
            var key = keyring.find(statements, txId);
            return kept.stream().map(file -> file.open(key, txId)).toList();
        } catch (SQLException broken) {
            throw new JournalTrouble("the journal's file cannot be read", broken);
        } finally {
            turn.unlock();
        }
    }

    /// Empty if the key of the case is destroyed.
    Optional<byte[]> requestIfKept(String txId) {
        boolean gone = all(TERMINAL, _ -> keyring.destroyed(statements, txId)).getFirst();
        return gone ? Optional.empty() : Optional.of(request(txId));
    }

    List<OpenPrint> begunPrints() {
        return all(BEGUN, Shelf::printOf);
    }

    List<OpenPrint> unprovedPrints() {
        return all(UNPROVED, Shelf::printOf);
    }

    OpenPrint print(String effectId) {
        return all(ONE_PRINT, Shelf::printOf, effectId).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no print was begun as " + effectId));
    }

    String caseOfFinding(long seq) {
        return all(CASE_OF_FINDING, row -> row.getString(1), seq).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no finding has the sequence " + seq));
    }

    /// The paper of which an entry speaks; empty if it speaks of none.
    Optional<String> effectOf(long seq) {
        return all(
                        EFFECT_OF,
                        row -> Optional.ofNullable(words(row.getString(2), row.getBytes(3), seq, row.getInt(1))
                                .get("effect")),
                        seq)
                .stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    Optional<String> lastNote(String kind) {
        turn.lock();
        try {
            var statement = statements.of(NOTES);
            statement.setInt(1, Kind.NOTE.code());
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    var words = words("", row.getBytes(3), row.getLong(1), row.getInt(2));
                    if (kind.equals(words.get("kind"))) return Optional.ofNullable(words.get("text"));
                }
                return Optional.empty();
            }
        } catch (SQLException broken) {
            throw new JournalTrouble("the journal's file cannot be read", broken);
        } finally {
            turn.unlock();
        }
    }

    List<StaffNote> findings() {
        return all(FINDINGS, row -> {
            var words = words(row.getString(2), row.getBytes(6), row.getLong(1), row.getInt(4));
            String text = words.containsKey("why") ? words.getOrDefault("why", "") : words.getOrDefault("evidence", "");
            return new StaffNote(
                    row.getLong(1),
                    Instant.ofEpochMilli(row.getLong(5)),
                    row.getString(3),
                    row.getString(2),
                    row.getString(7),
                    text);
        });
    }

    List<Parcel> parcels() {
        return all(PARCELS, row -> {
            String txId = row.getString(2);
            String kind = row.getString(3);
            byte[] body = keyring.find(statements, txId).open(row.getBytes(4), parcelContext(txId, kind));
            return new Parcel(row.getLong(1), txId, kind, body);
        });
    }

    Optional<Payment> payment(String txId) {
        return all(PAYMENT_OF, this::paymentOf, txId).stream().findFirst();
    }

    List<Payment> unsettledPayments() {
        return all(UNSETTLED_PAYMENTS, this::paymentOf);
    }

    Optional<Anchor> anchor() {
        return all(ANCHOR, row -> new Anchor(row.getLong(1), Chain.hex(row.getBytes(2)), row.getBytes(3))).stream()
                .findFirst();
    }

    long begin() {
        return all(BEGIN, row -> row.getLong(1)).getFirst();
    }

    Optional<String> hashOf(long seq) {
        return all(HASH_OF, row -> Chain.hex(row.getBytes(1)), seq).stream().findFirst();
    }

    Witnessed end() {
        return all(END, row -> new Witnessed(row.getLong(1), Chain.hex(row.getBytes(2))))
                .getFirst();
    }

    String head() {
        return all(HEAD, row -> Chain.hex(row.getBytes(1))).getFirst();
    }

    private Map<String, String> words(String txId, byte[] body, long seq, int kind) throws SQLException {
        return Words.read(keyring.find(statements, txId).open(body, entryContext(seq, kind)));
    }

    private Case caseOf(ResultSet row) throws SQLException {
        String txId = row.getString(1);
        byte @Nullable [] sealed = row.getBytes(12);
        Optional<byte[]> receipt = sealed == null || keyring.destroyed(statements, txId)
                ? Optional.empty()
                : Optional.of(keyring.find(statements, txId).open(sealed, receiptContext(txId)));
        return new Case(
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

    private Payment paymentOf(ResultSet row) throws SQLException {
        String txId = row.getString(1);
        byte @Nullable [] sealed = row.getBytes(7);
        Optional<byte[]> answer = sealed == null || keyring.destroyed(statements, txId)
                ? Optional.empty()
                : Optional.of(keyring.find(statements, txId).open(sealed, paymentContext(txId)));
        return new Payment(
                txId,
                PaymentState.of(row.getInt(2)),
                row.getInt(3),
                row.getInt(4),
                row.getLong(5),
                row.getString(6),
                answer);
    }

    private static OpenPrint printOf(ResultSet row) throws SQLException {
        return new OpenPrint(row.getString(1), row.getString(2), row.getString(3), row.getInt(4), row.getLong(5));
    }

    private <T> List<T> all(String query, Row<T> reader, Object... values) {
        turn.lock();
        try {
            if (closed) throw new JournalTrouble("the journal is closed", null);
            var statement = statements.of(query);
            for (int i = 0; i < values.length; i++) statement.setObject(i + 1, values[i]);
            var found = new ArrayList<T>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) found.add(reader.read(rows));
            }
            return found;
        } catch (SQLException broken) {
            throw new JournalTrouble("the journal's file cannot be read", broken);
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
            throw new JournalTrouble("the journal's file cannot be closed", broken);
        } finally {
            turn.unlock();
        }
    }
}
