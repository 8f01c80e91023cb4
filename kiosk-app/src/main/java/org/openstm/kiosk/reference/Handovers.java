package org.openstm.kiosk.reference;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.openstm.kiosk.central.Handed;
import org.openstm.kiosk.central.Handover;
import org.openstm.kiosk.central.Json;
import org.openstm.kiosk.central.Problem;
import org.openstm.kiosk.central.Sha256;
import org.openstm.kiosk.central.Subject;
import org.openstm.kiosk.central.TakenOver;
import org.openstm.kiosk.central.Wire;

/// Half-done cases on their way between channels. What was answered is sealed with the reference, which only the
/// code holds: who reads the books reads nothing of it. A case has one holder, who alone may hand it in.
final class Handovers {
    /// Who holds a case that is on its way.
    private static final String NOBODY = "";

    private static final String FIND = """
            SELECT tx_id, case_number, person_key, reference, sealed, giver, holder, to_, until_ms FROM handover
            """;
    private static final String BY_TX = FIND + " WHERE tx_id = ?";
    private static final String BY_REFERENCE = FIND + " WHERE reference = ?";

    private static final String ADD = """
            INSERT INTO handover(tx_id, case_number, person_key, reference, sealed, giver, holder, to_, until_ms)
            VALUES (?, ?, ?, ?, ?, ?, '', ?, ?)
            """;
    private static final String AGAIN = """
            UPDATE handover SET reference = ?, sealed = ?, giver = ?, holder = '', to_ = ?, until_ms = ? WHERE tx_id = ?
            """;
    private static final String HOLD = "UPDATE handover SET holder = ? WHERE tx_id = ?";
    private static final String DONE = "UPDATE handover SET sealed = ?, until_ms = 0 WHERE tx_id = ?";
    private static final String FORGET = "UPDATE handover SET sealed = ? WHERE until_ms < ?";
    private static final String HANDED_IN = "SELECT 1 FROM tx WHERE tx_id = ?";

    private static final String SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final int LENGTH = 26;
    private static final byte[] EMPTY = new byte[0];

    /// How long a case waits to be taken up.
    private static final Duration COUNTS = Duration.ofHours(24);

    /// What became of a hand-over, or of taking one up.
    sealed interface Said<T> {
        record Yes<T>(T value) implements Said<T> {}

        record No<T>(Problem problem) implements Said<T> {}
    }

    private record Row(
            String txId,
            String caseNumber,
            String personKey,
            String reference,
            byte[] sealed,
            String giver,
            String holder,
            String to,
            long untilMs) {}

    private final Books books;
    private final Problems problems;
    private final Map<String, String> window;
    private final SecureRandom random = new SecureRandom();
    private volatile String base = "";

    /// @param window to which tickets call
    Handovers(Books books, Problems problems, Map<String, String> window) {
        this.books = books;
        this.problems = problems;
        this.window = window;
    }

    /// @param address at which a phone takes up a case; the reference follows it
    void at(String address) {
        base = address;
    }

    /// @param from who gives it: a terminal's number, `phone` or `counter`
    /// @param branch whose queue a ticket is of
    Said<Handed> give(String from, String branch, String txId, Handover half, Instant now) {
        return books.together(b -> {
            lock(b, txId);
            b.change(FORGET, EMPTY, now.toEpochMilli());
            var before = find(b, BY_TX, txId);
            if (before.isEmpty() && b.one(HANDED_IN, _ -> true, txId).isPresent()) return no(403, "case-elsewhere");
            if (before.isPresent() && !gives(before.get(), from, half.subject())) return no(403, "case-elsewhere");
            var reference = reference();
            var until = now.plus(COUNTS);
            byte[] sealed = seal(reference, txId, Json.canonical(Wire.tree(half)));
            var number = before.isPresent() ? before.get().caseNumber() : Registry.caseNumber(b, now);
            if (before.isPresent())
                b.change(AGAIN, kept(reference), sealed, from, half.to(), until.toEpochMilli(), txId);
            else
                b.change(
                        ADD,
                        txId,
                        number,
                        CaseKeys.personKey(half.subject()),
                        kept(reference),
                        sealed,
                        from,
                        half.to(),
                        until.toEpochMilli());
            Optional<Handed.Ticket> ticket =
                    half.to().equals("counter") ? Optional.of(ticket(b, branch, now)) : Optional.empty();
            return new Said.Yes<>(new Handed(txId, number, base + reference, ticket, until));
        });
    }

    /// Whoever holds it gives it on, and whoever gave it last may do so once more while nobody has taken it.
    private static boolean gives(Row row, String from, Subject person) {
        boolean theirs = row.holder().equals(from)
                || row.holder().equals(NOBODY) && row.giver().equals(from);
        return theirs && row.untilMs() > 0 && row.personKey().equals(CaseKeys.personKey(person));
    }

    private Handed.Ticket ticket(Turn b, String branch, Instant now) throws SQLException {
        int number = b.next(branch, "ticket/" + CaseKeys.dayOf(now));
        return new Handed.Ticket(String.format("A%03d", number), window);
    }

    /// @param by who takes it: a terminal's number, `phone` or `counter`
    Said<TakenOver> take(String by, String reference, Subject person, Instant now) {
        return books.together(b -> {
            var found = find(b, BY_REFERENCE, kept(reference));
            if (found.isEmpty()) return no(404, "handover-unknown");
            lock(b, found.get().txId());
            found = find(b, BY_REFERENCE, kept(reference)); // whoever gave it may have given it anew meanwhile
            if (found.isEmpty()) return no(404, "handover-unknown");
            var row = found.get();
            if (!row.personKey().equals(CaseKeys.personKey(person))) return no(403, "handover-other-person");
            if (!row.holder().equals(NOBODY) && !row.holder().equals(by)) return no(410, "handover-taken");
            if (row.untilMs() == 0) return no(410, "handover-taken");
            if (now.toEpochMilli() > row.untilMs()) return no(410, "handover-expired");
            b.change(HOLD, by, row.txId());
            var half = Wire.handover(Json.parse(open(reference, row.txId(), row.sealed())));
            return new Said.Yes<>(
                    new TakenOver(row.txId(), row.caseNumber(), half.service(), half.serviceVersion(), half.answers()));
        });
    }

    /// Whom a reference is for: `phone`, `counter` or `terminal`.
    Optional<String> wayOf(String reference) {
        return books.together(b -> find(b, BY_REFERENCE, kept(reference)).map(Row::to));
    }

    /// The number that a case was given before it was handed in. Empty for one that was never on its way.
    ///
    /// @throws Elsewhere if another than `by` holds it
    static Optional<String> number(Turn b, String by, String txId) throws SQLException, Elsewhere {
        lock(b, txId);
        var row = find(b, BY_TX, txId);
        if (row.isPresent() && !row.get().holder().equals(by)) throw new Elsewhere();
        return row.map(Row::caseNumber);
    }

    /// It was handed in: nothing of it is on its way any more.
    static void done(Turn b, String txId) throws SQLException {
        b.change(DONE, EMPTY, txId);
    }

    /// Another than who asks holds the case.
    static final class Elsewhere extends Exception {
        private static final long serialVersionUID = 1;
    }

    private <T> Said<T> no(int status, String code) {
        return new Said.No<>(problems.of(status, code));
    }

    private static void lock(Turn b, String txId) throws SQLException {
        b.lock(Tables.NO_TERMINAL, "handover/" + txId);
    }

    private static Optional<Row> find(Turn b, String sql, String key) throws SQLException {
        return b.one(
                sql,
                row -> new Row(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getBytes(5),
                        row.getString(6),
                        row.getString(7),
                        row.getString(8),
                        row.getLong(9)),
                key);
    }

    private String reference() {
        var text = new StringBuilder();
        for (int n = 0; n < LENGTH; n++) text.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
        return text.toString();
    }

    private static String kept(String reference) {
        return Sha256.digestHex(utf8("handover\n" + reference));
    }

    private byte[] seal(String reference, String txId, byte[] clear) {
        byte[] iv = new byte[12];
        random.nextBytes(iv);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, reference, txId, iv, clear);
        byte[] all = java.util.Arrays.copyOf(iv, iv.length + sealed.length);
        System.arraycopy(sealed, 0, all, iv.length, sealed.length);
        return all;
    }

    private static byte[] open(String reference, String txId, byte[] sealed) {
        byte[] iv = java.util.Arrays.copyOf(sealed, 12);
        return crypt(Cipher.DECRYPT_MODE, reference, txId, iv, java.util.Arrays.copyOfRange(sealed, 12, sealed.length));
    }

    private static byte[] crypt(int mode, String reference, String txId, byte[] iv, byte[] bytes) {
        try {
            byte[] key = HexFormat.of().parseHex(Sha256.digestHex(utf8("seal\n" + reference)));
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, iv));
            cipher.updateAAD(utf8(txId));
            return cipher.doFinal(bytes);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("a hand-over cannot be sealed or opened", broken);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
