package org.openstm.kiosk.reference.cases;

import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.openstm.kiosk.central.CaseReceipt;
import org.openstm.kiosk.central.ProblemDetails;
import org.openstm.kiosk.central.codec.PaymentCodec;
import org.openstm.kiosk.central.codec.ReceiptCodec;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.payment.CaseReversal;
import org.openstm.kiosk.central.payment.PaymentHold;
import org.openstm.kiosk.reference.http.ProblemFactory;
import org.openstm.kiosk.reference.store.CaseKeys;
import org.openstm.kiosk.reference.store.Database;
import org.openstm.kiosk.reference.store.Transaction;

/// Payments for cases, with the demonstration's payment system behind it: no bank and no card, only a page with
/// a button "paid".
///
/// Payments are kept by double entry: every posting moves an amount from one account to another, so that the
/// accounts of a payment always sum to zero. `due` and `held` are claims, `citizen`, `clearing` and `treasury`
/// are money. A case is done when its amount is in `treasury`, and withdrawn when all its accounts are empty.
public final class PaymentService {
    private static final String DUE = """
            SELECT answer, state FROM tx t JOIN case_file c ON c.terminal = t.terminal AND c.tx_id = t.tx_id
            WHERE t.terminal = ? AND t.tx_id = ?
            """;

    private static final String SELECT = """
            SELECT terminal, tx_id, attempt, reference, token, state, fen, until_ms FROM payment
            """;
    private static final String OF = SELECT + " WHERE terminal = ? AND tx_id = ?";
    private static final String BY_TOKEN = SELECT + " WHERE token = ?";
    private static final String ADD = """
            INSERT INTO payment(terminal, tx_id, attempt, reference, token, state, fen, until_ms)
            VALUES (?, ?, ?, ?, ?, 'HELD', ?, ?)
            """;
    private static final String ANEW = """
            UPDATE payment SET attempt = ?, token = ?, state = 'HELD', until_ms = ? WHERE terminal = ? AND tx_id = ?
            """;
    private static final String MOVE = "UPDATE payment SET state = ? WHERE terminal = ? AND tx_id = ?";
    private static final String POST = """
            INSERT INTO posting(terminal, tx_id, n, what, out_of, into_, fen, at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String POSTED = "SELECT COUNT(*) FROM posting WHERE terminal = ? AND tx_id = ?";
    private static final String MOVE_CASE = "UPDATE case_file SET state = ? WHERE terminal = ? AND tx_id = ?";
    private static final String REVERSED = "SELECT answer FROM reversal WHERE terminal = ? AND tx_id = ?";
    private static final String ADD_REVERSAL = "INSERT INTO reversal(terminal, tx_id, answer) VALUES (?, ?, ?)";

    private static final String ACCOUNTS = """
            SELECT p.tx_id, p.reference, p.state, c.state, g.out_of, g.into_, g.fen, p.fen, g.what, c.service
            FROM payment p JOIN case_file c ON c.terminal = p.terminal AND c.tx_id = p.tx_id
              JOIN posting g ON g.terminal = p.terminal AND g.tx_id = p.tx_id
            ORDER BY p.reference, g.n
            """;

    private static final DateTimeFormatter COMPACT = DateTimeFormatter.ofPattern("yyyyMMdd");

    /// States of a case in addition to those of a receipt.
    static final String CASE_DUE = "DUE";

    static final String CASE_WITHDRAWN = "WITHDRAWN";

    /// How long a code on the screen can be paid.
    static final Duration HOLD = Duration.ofMinutes(5);

    /// Answer of the payment system: the payment, or the reason for a refusal.
    public sealed interface PaymentReply {
        record Granted(byte[] word) implements PaymentReply {}

        record Refused(ProblemDetails problem) implements PaymentReply {}
    }

    /// @param token the secret part of the URL that the phone opens
    public record StoredHold(
            String terminal,
            String txId,
            int attempt,
            String reference,
            String token,
            PaymentHold.HoldState state,
            long fen,
            Instant until) {
        StoredHold withState(PaymentHold.HoldState next) {
            return new StoredHold(terminal, txId, attempt, reference, token, next, fen, until);
        }
    }

    private final Database database;
    private final ProblemFactory problems;
    private final SigningKey key;
    private final SecureRandom random = new SecureRandom();
    private volatile String payBase = "";

    public PaymentService(Database database, ProblemFactory problems, SigningKey key) {
        this.database = database;
        this.problems = problems;
        this.key = key;
    }

    /// URL of the payment page for the citizen's phone.
    public void setPaymentBase(String base) {
        payBase = base;
    }

    public PaymentReply holdPayment(String terminal, String txId, int attempt, Instant now) {
        return database.inTransaction(b -> {
            b.acquireLock(terminal, lockName(txId));
            if (findReversal(b, terminal, txId).isPresent()) return refuseWith(410, "reversed");
            var opened = b.queryFirst(
                    DUE,
                    row -> Map.entry(ReceiptCodec.parseReceipt(row.getBytes(1)), row.getString(2)),
                    terminal,
                    txId);
            if (opened.isEmpty()) return refuseWith(404, "no-such-transaction");
            var due = opened.get().getKey().due();
            if (due.isEmpty() || opened.get().getKey().state() != CaseReceipt.ReceiptState.ACCEPTED)
                return refuseWith(403, "nothing-due");
            var before = findHold(b, terminal, txId, now);
            if (before.isPresent() && before.get().attempt() == attempt) return grantHold(before.get());
            boolean next = before.map(last -> isTerminal(last.state()) && attempt == last.attempt() + 1)
                    .orElse(attempt == 1);
            if (!next) return refuseWith(409, "other-attempt");
            if (!now.isBefore(due.get().until())) return refuseWith(409, "due-over");
            return grantHold(
                    beginHold(b, terminal, txId, attempt, before, due.get().fen(), now));
        });
    }

    private StoredHold beginHold(
            Transaction b,
            String terminal,
            String txId,
            int attempt,
            Optional<StoredHold> before,
            long fen,
            Instant now)
            throws SQLException {
        Instant until = now.plus(HOLD);
        String token = newToken();
        if (before.isPresent()) {
            b.executeUpdate(ANEW, attempt, token, until.toEpochMilli(), terminal, txId);
        } else {
            String day = now.atZone(CaseKeys.ZONE).format(COMPACT);
            String reference = "ZF" + day + String.format("%06d", b.dailyNumber("payment", day));
            b.executeUpdate(ADD, terminal, txId, attempt, reference, token, fen, until.toEpochMilli());
        }
        var hold = findHold(b, terminal, txId, now).orElseThrow();
        postEntry(b, hold, "hold", "due", "held", now);
        return hold;
    }

    private static boolean isTerminal(PaymentHold.HoldState state) {
        return state == PaymentHold.HoldState.EXPIRED || state == PaymentHold.HoldState.REFUSED;
    }

    public PaymentReply findPayment(String terminal, String txId, Instant now) {
        return database.inTransaction(b -> {
            b.acquireLock(terminal, lockName(txId));
            return findHold(b, terminal, txId, now)
                    .map(this::grantHold)
                    .orElseGet(() -> refuseWith(404, "no-such-payment"));
        });
    }

    public PaymentReply confirmPayment(String terminal, String txId, String reference, long fen, Instant now) {
        return database.inTransaction(b -> {
            b.acquireLock(terminal, lockName(txId));
            var found = findHold(b, terminal, txId, now);
            if (found.isEmpty()) return refuseWith(404, "no-such-payment");
            var hold = found.get();
            if (!hold.reference().equals(reference) || hold.fen() != fen) return refuseWith(422, "other-content");
            return switch (hold.state()) {
                case CONFIRMED -> grantHold(hold);
                case PAID -> {
                    postEntry(b, hold, "confirm", "clearing", "treasury", now);
                    b.executeUpdate(MOVE_CASE, "ACCEPTED", terminal, txId);
                    yield grantHold(changeState(b, hold, PaymentHold.HoldState.CONFIRMED));
                }
                case HELD, EXPIRED, REFUSED -> refuseWith(409, "not-paid");
                case RELEASED, RETURNED -> refuseWith(410, "reversed");
            };
        });
    }

    /// Allowed in any state, and carried out once.
    public PaymentReply reverseCase(String terminal, String txId, Instant now) {
        return database.inTransaction(b -> {
            b.acquireLock(terminal, CaseService.decisionLock(txId)); // the case itself may be about to arrive
            b.acquireLock(terminal, lockName(txId));
            var before = findReversal(b, terminal, txId);
            if (before.isPresent()) return new PaymentReply.Granted(before.get());
            var hold = findHold(b, terminal, txId, now);
            var state = hold.isEmpty() ? CaseReversal.ReversalState.NOTHING : undoHold(b, hold.get(), now);
            b.executeUpdate(MOVE_CASE, CASE_WITHDRAWN, terminal, txId);
            long fen = state == CaseReversal.ReversalState.RETURNED
                    ? hold.orElseThrow().fen()
                    : 0;
            byte[] word = key.toSignedBytes(PaymentCodec.toJsonTree(new CaseReversal(txId, state, fen, now, "")));
            b.executeUpdate(ADD_REVERSAL, terminal, txId, word);
            return new PaymentReply.Granted(word);
        });
    }

    private static CaseReversal.ReversalState undoHold(Transaction b, StoredHold hold, Instant now)
            throws SQLException {
        return switch (hold.state()) {
            case HELD -> {
                postEntry(b, hold, "release", "held", "due", now);
                changeState(b, hold, PaymentHold.HoldState.RELEASED);
                yield CaseReversal.ReversalState.RELEASED;
            }
            case PAID, CONFIRMED -> {
                String from = hold.state() == PaymentHold.HoldState.PAID ? "clearing" : "treasury";
                postEntry(b, hold, "return", from, "citizen", now);
                changeState(b, hold, PaymentHold.HoldState.RETURNED);
                yield CaseReversal.ReversalState.RETURNED;
            }
            case EXPIRED, REFUSED -> {
                changeState(b, hold, PaymentHold.HoldState.RELEASED);
                yield CaseReversal.ReversalState.RELEASED;
            }
            case RELEASED, RETURNED ->
                throw new IllegalStateException("a payment that was reversed without a reversal: " + hold.reference());
        };
    }

    static Optional<byte[]> findReversal(Transaction b, String terminal, String txId) throws SQLException {
        return b.queryFirst(REVERSED, row -> row.getBytes(1), terminal, txId);
    }

    /// The payment as the phone shows it.
    public Optional<StoredHold> findHoldForPhone(String token, Instant now) {
        return database.inTransaction(b -> lockHold(b, token, now));
    }

    /// Records the citizen's answer on the phone.
    ///
    /// @return the payment afterwards; an answer after its end changes nothing
    public Optional<StoredHold> answerAtPhone(String token, boolean pays, Instant now) {
        return database.inTransaction(b -> {
            var hold = lockHold(b, token, now);
            if (hold.isEmpty() || hold.get().state() != PaymentHold.HoldState.HELD) return hold;
            if (pays) {
                postEntry(b, hold.get(), "settle", "held", "due", now);
                postEntry(b, hold.get(), "charge", "citizen", "clearing", now);
            } else {
                postEntry(b, hold.get(), "release", "held", "due", now);
            }
            return Optional.of(
                    changeState(b, hold.get(), pays ? PaymentHold.HoldState.PAID : PaymentHold.HoldState.REFUSED));
        });
    }

    private static Optional<StoredHold> lockHold(Transaction b, String token, Instant now) throws SQLException {
        var found = b.queryFirst(BY_TOKEN, PaymentService::readHold, token);
        if (found.isEmpty()) return found;
        b.acquireLock(found.get().terminal(), lockName(found.get().txId()));
        var behind = b.queryFirst(BY_TOKEN, PaymentService::readHold, token);
        return behind.isEmpty() ? behind : Optional.of(expireIfOver(b, behind.get(), now));
    }

    private static Optional<StoredHold> findHold(Transaction b, String terminal, String txId, Instant now)
            throws SQLException {
        var found = b.queryFirst(OF, PaymentService::readHold, terminal, txId);
        return found.isEmpty() ? found : Optional.of(expireIfOver(b, found.get(), now));
    }

    /// Ends a hold whose time is over.
    private static StoredHold expireIfOver(Transaction b, StoredHold hold, Instant now) throws SQLException {
        if (hold.state() != PaymentHold.HoldState.HELD || now.isBefore(hold.until())) return hold;
        postEntry(b, hold, "release", "held", "due", now);
        return changeState(b, hold, PaymentHold.HoldState.EXPIRED);
    }

    private static StoredHold changeState(Transaction b, StoredHold hold, PaymentHold.HoldState to)
            throws SQLException {
        b.executeUpdate(MOVE, to.name(), hold.terminal(), hold.txId());
        return hold.withState(to);
    }

    private static void postEntry(Transaction b, StoredHold hold, String what, String from, String to, Instant now)
            throws SQLException {
        int n = b.queryFirst(POSTED, row -> row.getInt(1), hold.terminal(), hold.txId())
                        .orElse(0)
                + 1;
        b.executeUpdate(POST, hold.terminal(), hold.txId(), n, what, from, to, hold.fen(), now.toEpochMilli());
    }

    private static StoredHold readHold(java.sql.ResultSet row) throws SQLException {
        return new StoredHold(
                row.getString(1),
                row.getString(2),
                row.getInt(3),
                row.getString(4),
                row.getString(5),
                PaymentHold.HoldState.valueOf(row.getString(6)),
                row.getLong(7),
                Instant.ofEpochMilli(row.getLong(8)));
    }

    /// @param accounts balances in fen; they sum to zero
    /// @param charged number of charges
    public record PaymentAccounts(
            String txId,
            String reference,
            String state,
            String caseState,
            String service,
            long fen,
            Map<String, Long> accounts,
            int charged) {}

    /// Every payment with its accounts.
    public List<PaymentAccounts> listAccounts() {
        return database.inTransaction(b -> {
            var all = new LinkedHashMap<String, PaymentAccounts>();
            b.queryAll(ACCOUNTS, row -> {
                var account = all.computeIfAbsent(row.getString(2), _ -> newAccounts(row));
                account.accounts().merge(row.getString(5), -row.getLong(7), Long::sum);
                account.accounts().merge(row.getString(6), row.getLong(7), Long::sum);
                if (row.getString(9).equals("charge")) all.compute(row.getString(2), (_, a) -> withCharge(a));
                return true;
            });
            return new ArrayList<>(all.values());
        });
    }

    private static PaymentAccounts newAccounts(java.sql.ResultSet row) {
        try {
            return new PaymentAccounts(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(10),
                    row.getLong(8),
                    new TreeMap<>(),
                    0);
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static PaymentAccounts withCharge(PaymentAccounts a) {
        return new PaymentAccounts(
                a.txId(), a.reference(), a.state(), a.caseState(), a.service(), a.fen(), a.accounts(), a.charged() + 1);
    }

    private PaymentReply grantHold(StoredHold hold) {
        String qr = hold.state() == PaymentHold.HoldState.HELD ? payBase + hold.token() : "";
        return new PaymentReply.Granted(key.toSignedBytes(PaymentCodec.toJsonTree(new PaymentHold(
                hold.txId(), hold.attempt(), hold.reference(), hold.state(), hold.fen(), qr, hold.until(), ""))));
    }

    private PaymentReply refuseWith(int status, String code) {
        return new PaymentReply.Refused(problems.createProblem(status, code));
    }

    private String newToken() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String lockName(String txId) {
        return "payment/" + txId;
    }
}
