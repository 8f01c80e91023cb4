package org.openstm.kiosk.reference.cases;

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
import org.openstm.kiosk.central.CaseSubject;
import org.openstm.kiosk.central.CaseTransfer;
import org.openstm.kiosk.central.ProblemDetails;
import org.openstm.kiosk.central.TakenOverCase;
import org.openstm.kiosk.central.TransferredCase;
import org.openstm.kiosk.central.codec.CaseTransferCodec;
import org.openstm.kiosk.central.crypto.Sha256;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.reference.http.ProblemFactory;
import org.openstm.kiosk.reference.store.CaseKeys;
import org.openstm.kiosk.reference.store.Database;
import org.openstm.kiosk.reference.store.DatabaseSchema;
import org.openstm.kiosk.reference.store.Transaction;

/// Half-done cases being transferred between channels. The answers are sealed with the reference, which only
/// the code contains: they cannot be read from the database. A case has one holder, which alone may submit it.
public final class CaseTransferService {
    /// The holder of a case being transferred.
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

    /// Result of transferring a case, or of taking one up.
    public sealed interface TransferReply<T> {
        record Granted<T>(T value) implements TransferReply<T> {}

        record Refused<T>(ProblemDetails problem) implements TransferReply<T> {}
    }

    private record TransferRow(
            String txId,
            String caseNumber,
            String personKey,
            String reference,
            byte[] sealed,
            String giver,
            String holder,
            String to,
            long untilMs) {}

    private final Database database;
    private final ProblemFactory problems;
    private final Map<String, String> window;
    private final SecureRandom random = new SecureRandom();
    private volatile String base = "";

    /// @param window to which tickets call
    public CaseTransferService(Database database, ProblemFactory problems, Map<String, String> window) {
        this.database = database;
        this.problems = problems;
        this.window = window;
    }

    /// @param address URL at which a phone takes up a case; the reference is appended
    public void setPhoneBase(String address) {
        base = address;
    }

    /// @param from the giving channel: a terminal's number, `phone` or `counter`
    /// @param branch with the ticket's queue
    public TransferReply<TransferredCase> giveCase(
            String from, String branch, String txId, CaseTransfer half, Instant now) {
        return database.inTransaction(b -> {
            lockTransfer(b, txId);
            b.executeUpdate(FORGET, EMPTY, now.toEpochMilli());
            var before = findTransfer(b, BY_TX, txId);
            if (before.isEmpty() && b.queryFirst(HANDED_IN, _ -> true, txId).isPresent())
                return refuseWith(403, "case-elsewhere");
            if (before.isPresent() && !isGiver(before.get(), from, half.subject()))
                return refuseWith(403, "case-elsewhere");
            var reference = newReference();
            var until = now.plus(COUNTS);
            byte[] sealed =
                    sealContent(reference, txId, StrictJson.toCanonicalBytes(CaseTransferCodec.toJsonTree(half)));
            var number = before.isPresent() ? before.get().caseNumber() : CaseWriter.nextCaseNumber(b, now);
            if (before.isPresent())
                b.executeUpdate(AGAIN, referenceDigest(reference), sealed, from, half.to(), until.toEpochMilli(), txId);
            else
                b.executeUpdate(
                        ADD,
                        txId,
                        number,
                        CaseKeys.personKey(half.subject()),
                        referenceDigest(reference),
                        sealed,
                        from,
                        half.to(),
                        until.toEpochMilli());
            Optional<TransferredCase.QueueTicket> ticket =
                    half.to().equals("counter") ? Optional.of(issueTicket(b, branch, now)) : Optional.empty();
            return new TransferReply.Granted<>(new TransferredCase(txId, number, base + reference, ticket, until));
        });
    }

    /// The holder transfers the case; the last giver may repeat this while nobody has taken it.
    private static boolean isGiver(TransferRow row, String from, CaseSubject person) {
        boolean theirs = row.holder().equals(from)
                || row.holder().equals(NOBODY) && row.giver().equals(from);
        return theirs && row.untilMs() > 0 && row.personKey().equals(CaseKeys.personKey(person));
    }

    private TransferredCase.QueueTicket issueTicket(Transaction b, String branch, Instant now) throws SQLException {
        int number = b.nextNumber(branch, "ticket/" + CaseKeys.dayOf(now));
        return new TransferredCase.QueueTicket(String.format("A%03d", number), window);
    }

    /// @param by the taking channel: a terminal's number, `phone` or `counter`
    public TransferReply<TakenOverCase> takeCase(String by, String reference, CaseSubject person, Instant now) {
        return database.inTransaction(b -> {
            var found = findTransfer(b, BY_REFERENCE, referenceDigest(reference));
            if (found.isEmpty()) return refuseWith(404, "handover-unknown");
            lockTransfer(b, found.get().txId());
            found = findTransfer(
                    b, BY_REFERENCE, referenceDigest(reference)); // it may have been transferred again meanwhile
            if (found.isEmpty()) return refuseWith(404, "handover-unknown");
            var row = found.get();
            if (!row.personKey().equals(CaseKeys.personKey(person))) return refuseWith(403, "handover-other-person");
            if (!row.holder().equals(NOBODY) && !row.holder().equals(by)) return refuseWith(410, "handover-taken");
            if (row.untilMs() == 0) return refuseWith(410, "handover-taken");
            if (now.toEpochMilli() > row.untilMs()) return refuseWith(410, "handover-expired");
            b.executeUpdate(HOLD, by, row.txId());
            var half = CaseTransferCodec.parseCaseTransfer(
                    StrictJson.parse(openSealed(reference, row.txId(), row.sealed())));
            return new TransferReply.Granted<>(new TakenOverCase(
                    row.txId(), row.caseNumber(), half.service(), half.serviceVersion(), half.answers()));
        });
    }

    /// The channel that a reference is for: `phone`, `counter` or `terminal`.
    public Optional<String> findChannel(String reference) {
        return database.inTransaction(
                b -> findTransfer(b, BY_REFERENCE, referenceDigest(reference)).map(TransferRow::to));
    }

    /// The number that a case was given before it was submitted. Empty for one that was never transferred.
    ///
    /// @throws HeldElsewhereException if a channel other than `by` holds it
    static Optional<String> findReservedNumber(Transaction b, String by, String txId)
            throws SQLException, HeldElsewhereException {
        lockTransfer(b, txId);
        var row = findTransfer(b, BY_TX, txId);
        if (row.isPresent() && !row.get().holder().equals(by)) throw new HeldElsewhereException();
        return row.map(TransferRow::caseNumber);
    }

    /// Ends the transfer of a case that was submitted.
    static void closeTransfer(Transaction b, String txId) throws SQLException {
        b.executeUpdate(DONE, EMPTY, txId);
    }

    /// Another channel than the caller holds the case.
    static final class HeldElsewhereException extends Exception {
        private static final long serialVersionUID = 1;
    }

    private <T> TransferReply<T> refuseWith(int status, String code) {
        return new TransferReply.Refused<>(problems.createProblem(status, code));
    }

    private static void lockTransfer(Transaction b, String txId) throws SQLException {
        b.acquireLock(DatabaseSchema.NO_TERMINAL, "handover/" + txId);
    }

    private static Optional<TransferRow> findTransfer(Transaction b, String sql, String key) throws SQLException {
        return b.queryFirst(
                sql,
                row -> new TransferRow(
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

    private String newReference() {
        var text = new StringBuilder();
        for (int n = 0; n < LENGTH; n++) text.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
        return text.toString();
    }

    private static String referenceDigest(String reference) {
        return Sha256.digestHex(utf8("handover\n" + reference));
    }

    private byte[] sealContent(String reference, String txId, byte[] clear) {
        byte[] iv = new byte[12];
        random.nextBytes(iv);
        byte[] sealed = applyCipher(Cipher.ENCRYPT_MODE, reference, txId, iv, clear);
        byte[] all = java.util.Arrays.copyOf(iv, iv.length + sealed.length);
        System.arraycopy(sealed, 0, all, iv.length, sealed.length);
        return all;
    }

    private static byte[] openSealed(String reference, String txId, byte[] sealed) {
        byte[] iv = java.util.Arrays.copyOf(sealed, 12);
        return applyCipher(
                Cipher.DECRYPT_MODE, reference, txId, iv, java.util.Arrays.copyOfRange(sealed, 12, sealed.length));
    }

    private static byte[] applyCipher(int mode, String reference, String txId, byte[] iv, byte[] bytes) {
        try {
            byte[] key = HexFormat.of().parseHex(Sha256.digestHex(utf8("seal\n" + reference)));
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, iv));
            cipher.updateAAD(utf8(txId));
            return cipher.doFinal(bytes);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("a transfer cannot be sealed or opened", broken);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
