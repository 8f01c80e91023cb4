package org.openstm.kiosk.reference;

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
import org.openstm.kiosk.central.KioskKey;
import org.openstm.kiosk.central.Problem;
import org.openstm.kiosk.central.Receipt;
import org.openstm.kiosk.central.Reversal;
import org.openstm.kiosk.central.Voucher;
import org.openstm.kiosk.central.Wire;

/// What cases cost, and the demonstration's payment system behind it: no bank, no card, a page that
/// says "paid".
///
/// Money is kept by double entry: every posting takes an amount from one account and puts it into
/// another, so that the accounts of a payment always come to nothing together. `due` and `held` are
/// claims, `citizen`, `clearing` and `treasury` are money. A case is done when its money lies in
/// `treasury`, and withdrawn when all its accounts are empty.
final class Money {
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

    /// States of a case file besides those of a receipt.
    static final String CASE_DUE = "DUE";

    static final String CASE_WITHDRAWN = "WITHDRAWN";

    /// How long a code on the screen can be paid.
    static final Duration HOLD = Duration.ofMinutes(5);

    /// What the payment system answers: its word, or why not.
    sealed interface Said {
        record Yes(byte[] word) implements Said {}

        record No(Problem problem) implements Said {}
    }

    /// @param token the secret part of the address that the phone opens
    record Hold(
            String terminal,
            String txId,
            int attempt,
            String reference,
            String token,
            Voucher.State state,
            long fen,
            Instant until) {
        Hold in(Voucher.State next) {
            return new Hold(terminal, txId, attempt, reference, token, next, fen, until);
        }
    }

    private final Books books;
    private final Problems problems;
    private final KioskKey key;
    private final SecureRandom random = new SecureRandom();
    private volatile String payBase = "";

    Money(Books books, Problems problems, KioskKey key) {
        this.books = books;
        this.problems = problems;
        this.key = key;
    }

    /// Where the citizen's phone finds the payment system.
    void payAt(String base) {
        payBase = base;
    }

    Said hold(String terminal, String txId, int attempt, Instant now) {
        return books.together(b -> {
            b.lock(terminal, lock(txId));
            if (reversal(b, terminal, txId).isPresent()) return no(410, "reversed");
            var opened = b.one(DUE, row -> Map.entry(Wire.receipt(row.getBytes(1)), row.getString(2)), terminal, txId);
            if (opened.isEmpty()) return no(404, "no-such-transaction");
            var due = opened.get().getKey().due();
            if (due.isEmpty() || opened.get().getKey().state() != Receipt.State.ACCEPTED) return no(403, "nothing-due");
            var before = find(b, terminal, txId, now);
            if (before.isPresent() && before.get().attempt() == attempt) return yes(before.get());
            boolean next = before.map(last -> over(last.state()) && attempt == last.attempt() + 1)
                    .orElse(attempt == 1);
            if (!next) return no(409, "other-attempt");
            if (!now.isBefore(due.get().until())) return no(409, "due-over");
            return yes(begin(b, terminal, txId, attempt, before, due.get().fen(), now));
        });
    }

    private Hold begin(Turn b, String terminal, String txId, int attempt, Optional<Hold> before, long fen, Instant now)
            throws SQLException {
        Instant until = now.plus(HOLD);
        String token = token();
        if (before.isPresent()) {
            b.change(ANEW, attempt, token, until.toEpochMilli(), terminal, txId);
        } else {
            String day = now.atZone(CaseKeys.ZONE).format(COMPACT);
            String reference = "ZF" + day + String.format("%06d", b.number("payment", day));
            b.change(ADD, terminal, txId, attempt, reference, token, fen, until.toEpochMilli());
        }
        var hold = find(b, terminal, txId, now).orElseThrow();
        post(b, hold, "hold", "due", "held", now);
        return hold;
    }

    private static boolean over(Voucher.State state) {
        return state == Voucher.State.EXPIRED || state == Voucher.State.REFUSED;
    }

    Said payment(String terminal, String txId, Instant now) {
        return books.together(b -> {
            b.lock(terminal, lock(txId));
            return find(b, terminal, txId, now).map(this::yes).orElseGet(() -> no(404, "no-such-payment"));
        });
    }

    Said confirm(String terminal, String txId, String reference, long fen, Instant now) {
        return books.together(b -> {
            b.lock(terminal, lock(txId));
            var found = find(b, terminal, txId, now);
            if (found.isEmpty()) return no(404, "no-such-payment");
            var hold = found.get();
            if (!hold.reference().equals(reference) || hold.fen() != fen) return no(422, "other-content");
            return switch (hold.state()) {
                case CONFIRMED -> yes(hold);
                case PAID -> {
                    post(b, hold, "confirm", "clearing", "treasury", now);
                    b.change(MOVE_CASE, "ACCEPTED", terminal, txId);
                    yield yes(move(b, hold, Voucher.State.CONFIRMED));
                }
                case HELD, EXPIRED, REFUSED -> no(409, "not-paid");
                case RELEASED, RETURNED -> no(410, "reversed");
            };
        });
    }

    /// Valid whatever came before, and once.
    Said reverse(String terminal, String txId, Instant now) {
        return books.together(b -> {
            b.lock(terminal, Registry.decided(txId)); // the case itself may be on its way
            b.lock(terminal, lock(txId));
            var before = reversal(b, terminal, txId);
            if (before.isPresent()) return new Said.Yes(before.get());
            var hold = find(b, terminal, txId, now);
            var state = hold.isEmpty() ? Reversal.State.NOTHING : undo(b, hold.get(), now);
            b.change(MOVE_CASE, CASE_WITHDRAWN, terminal, txId);
            long fen = state == Reversal.State.RETURNED ? hold.orElseThrow().fen() : 0;
            byte[] word = key.signed(Wire.tree(new Reversal(txId, state, fen, now, "")));
            b.change(ADD_REVERSAL, terminal, txId, word);
            return new Said.Yes(word);
        });
    }

    private static Reversal.State undo(Turn b, Hold hold, Instant now) throws SQLException {
        return switch (hold.state()) {
            case HELD -> {
                post(b, hold, "release", "held", "due", now);
                move(b, hold, Voucher.State.RELEASED);
                yield Reversal.State.RELEASED;
            }
            case PAID, CONFIRMED -> {
                String from = hold.state() == Voucher.State.PAID ? "clearing" : "treasury";
                post(b, hold, "return", from, "citizen", now);
                move(b, hold, Voucher.State.RETURNED);
                yield Reversal.State.RETURNED;
            }
            case EXPIRED, REFUSED -> {
                move(b, hold, Voucher.State.RELEASED);
                yield Reversal.State.RELEASED;
            }
            case RELEASED, RETURNED ->
                throw new IllegalStateException("a payment that was reversed without a reversal: " + hold.reference());
        };
    }

    static Optional<byte[]> reversal(Turn b, String terminal, String txId) throws SQLException {
        return b.one(REVERSED, row -> row.getBytes(1), terminal, txId);
    }

    /// What the phone shows.
    Optional<Hold> atPhone(String token, Instant now) {
        return books.together(b -> locked(b, token, now));
    }

    /// The citizen answers on the phone.
    ///
    /// @return as it is then; an answer to what is over changes nothing
    Optional<Hold> answer(String token, boolean pays, Instant now) {
        return books.together(b -> {
            var hold = locked(b, token, now);
            if (hold.isEmpty() || hold.get().state() != Voucher.State.HELD) return hold;
            if (pays) {
                post(b, hold.get(), "settle", "held", "due", now);
                post(b, hold.get(), "charge", "citizen", "clearing", now);
            } else {
                post(b, hold.get(), "release", "held", "due", now);
            }
            return Optional.of(move(b, hold.get(), pays ? Voucher.State.PAID : Voucher.State.REFUSED));
        });
    }

    private static Optional<Hold> locked(Turn b, String token, Instant now) throws SQLException {
        var found = b.one(BY_TOKEN, Money::holdOf, token);
        if (found.isEmpty()) return found;
        b.lock(found.get().terminal(), lock(found.get().txId()));
        var behind = b.one(BY_TOKEN, Money::holdOf, token);
        return behind.isEmpty() ? behind : Optional.of(aged(b, behind.get(), now));
    }

    private static Optional<Hold> find(Turn b, String terminal, String txId, Instant now) throws SQLException {
        var found = b.one(OF, Money::holdOf, terminal, txId);
        return found.isEmpty() ? found : Optional.of(aged(b, found.get(), now));
    }

    /// A hold ends by itself when its time is over.
    private static Hold aged(Turn b, Hold hold, Instant now) throws SQLException {
        if (hold.state() != Voucher.State.HELD || now.isBefore(hold.until())) return hold;
        post(b, hold, "release", "held", "due", now);
        return move(b, hold, Voucher.State.EXPIRED);
    }

    private static Hold move(Turn b, Hold hold, Voucher.State to) throws SQLException {
        b.change(MOVE, to.name(), hold.terminal(), hold.txId());
        return hold.in(to);
    }

    private static void post(Turn b, Hold hold, String what, String from, String to, Instant now) throws SQLException {
        int n = b.one(POSTED, row -> row.getInt(1), hold.terminal(), hold.txId())
                        .orElse(0)
                + 1;
        b.change(POST, hold.terminal(), hold.txId(), n, what, from, to, hold.fen(), now.toEpochMilli());
    }

    private static Hold holdOf(java.sql.ResultSet row) throws SQLException {
        return new Hold(
                row.getString(1),
                row.getString(2),
                row.getInt(3),
                row.getString(4),
                row.getString(5),
                Voucher.State.valueOf(row.getString(6)),
                row.getLong(7),
                Instant.ofEpochMilli(row.getLong(8)));
    }

    /// @param accounts what lies where, in fen; they come to nothing together
    /// @param charged how often money was taken
    record Account(
            String txId,
            String reference,
            String state,
            String caseState,
            String service,
            long fen,
            Map<String, Long> accounts,
            int charged) {}

    /// Every payment with its accounts.
    List<Account> accounts() {
        return books.together(b -> {
            var all = new LinkedHashMap<String, Account>();
            b.all(ACCOUNTS, row -> {
                var account = all.computeIfAbsent(row.getString(2), _ -> first(row));
                account.accounts().merge(row.getString(5), -row.getLong(7), Long::sum);
                account.accounts().merge(row.getString(6), row.getLong(7), Long::sum);
                if (row.getString(9).equals("charge")) all.compute(row.getString(2), (_, a) -> charged(a));
                return true;
            });
            return new ArrayList<>(all.values());
        });
    }

    private static Account first(java.sql.ResultSet row) {
        try {
            return new Account(
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

    private static Account charged(Account a) {
        return new Account(
                a.txId(), a.reference(), a.state(), a.caseState(), a.service(), a.fen(), a.accounts(), a.charged() + 1);
    }

    private Said yes(Hold hold) {
        String qr = hold.state() == Voucher.State.HELD ? payBase + hold.token() : "";
        return new Said.Yes(key.signed(Wire.tree(new Voucher(
                hold.txId(), hold.attempt(), hold.reference(), hold.state(), hold.fen(), qr, hold.until(), ""))));
    }

    private Said no(int status, String code) {
        return new Said.No(problems.of(status, code));
    }

    private String token() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String lock(String txId) {
        return "payment/" + txId;
    }
}
