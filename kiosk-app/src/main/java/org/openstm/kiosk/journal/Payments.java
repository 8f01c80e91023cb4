package org.openstm.kiosk.journal;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The money side of the journal. Like all moves of a case: on the disk when they return, and empty
/// if the payment was changed since it was read.
public final class Payments {
    private static final String ADD = """
            INSERT INTO payment(tx_id, state, version, attempt, fen, reference) VALUES (?, ?, 1, 0, ?, '')
            """;

    private static final String MOVE = """
            UPDATE payment SET state = ?, version = version + 1, attempt = ?, reference = ?,
              answer = COALESCE(?, answer)
            WHERE tx_id = ? AND version = ?
            """;

    private static final String ADD_REVERSAL = "INSERT INTO outbox(tx_id, op, state, body) VALUES (?, ?, 0, ?)";
    private static final String END_REVERSAL = "UPDATE outbox SET state = 1 WHERE tx_id = ? AND op = ? AND state = 0";

    /// The reversal's row in the outbox.
    static final String REVERSAL = "reversal";

    /// Charged and confirmed while nobody stood at the terminal.
    private static final String UNATTENDED = "paid-unattended";

    private static final String MANUAL = "payment-manual";

    private final Writer writer;
    private final Shelf shelf;
    private final SecondCopy copy;

    Payments(Writer writer, Shelf shelf, SecondCopy copy) {
        this.writer = writer;
        this.shelf = shelf;
        this.copy = copy;
    }

    /// Part of the change that accepts a case: what is due must not be forgotten between the two.
    static void add(Writer.Sheet sheet, String txId, long fen) throws SQLException {
        sheet.update(ADD, txId, PaymentState.DUE.kind().code(), fen);
    }

    public Optional<Payment> find(String txId) {
        return shelf.payment(txId);
    }

    /// In the order in which they became due.
    public List<Payment> unsettled() {
        return shelf.unsettledPayments();
    }

    /// Before the hold is asked for.
    public Optional<Payment> holding(Payment from) {
        return move(from, PaymentState.HOLDING, Map.of(), null, null);
    }

    /// The citizen can pay now.
    ///
    /// @param answer the centre's signed word, as in all moves below
    public Optional<Payment> held(Payment from, String reference, byte[] answer) {
        return move(from, PaymentState.HELD, Map.of("reference", reference), reference, answer);
    }

    /// Certainly not charged: over time, or refused at the phone.
    public Optional<Payment> unpaid(Payment from, String why, byte[] answer) {
        return move(from, PaymentState.UNPAID, Map.of("why", why), null, answer);
    }

    public Optional<Payment> paid(Payment from, String reference, byte[] answer) {
        return move(from, PaymentState.PAID, Map.of("reference", reference), reference, answer);
    }

    /// Before the first confirmation leaves.
    public Optional<Payment> confirming(Payment from) {
        return move(from, PaymentState.CONFIRMING, Map.of(), null, null);
    }

    /// @param unattended nobody stands there: the paper is a thing of staff
    public Optional<Payment> confirmed(Payment from, String reference, byte[] answer, boolean unattended) {
        var words = new LinkedHashMap<>(Map.of("reference", reference));
        if (unattended) words.put("why", "paid and done, and nobody was there for the paper; payment " + reference);
        return move(from, PaymentState.CONFIRMED, words, reference, answer);
    }

    /// Before the reversal leaves. From here on it stands in the outbox until it is answered.
    public Optional<Payment> reversing(Payment from, String why) {
        return move(from, PaymentState.REVERSING, Map.of("why", why), null, null);
    }

    /// @param what `NOTHING`, `RELEASED`, `RETURNED`
    public Optional<Payment> reversed(Payment from, String what, byte[] answer) {
        return move(from, PaymentState.REVERSED, Map.of("what", what), null, answer);
    }

    /// The centre will not reverse it: staff get both references.
    public Optional<Payment> manual(Payment from, String caseNumber, String why) {
        String text = "case " + caseNumber + ", payment " + (from.reference().isEmpty() ? "-" : from.reference()) + ", "
                + from.fen() + " fen: " + why;
        return move(from, PaymentState.MANUAL, Map.of("why", text), null, null);
    }

    private Optional<Payment> move(
            Payment from,
            PaymentState to,
            Map<String, String> words,
            @Nullable String reference,
            byte @Nullable [] answer) {
        if (!from.state().leadsTo(to)) throw new IllegalStateException(from + " never becomes " + to);
        String txId = from.txId();
        boolean moved = writer.commit(sheet -> {
            byte[] sealed = answer == null ? null : sheet.key(txId).seal(answer, Shelf.paymentContext(txId));
            int attempt = to == PaymentState.HOLDING ? from.attempt() + 1 : from.attempt();
            String named = reference == null ? from.reference() : reference;
            if (sheet.update(MOVE, to.kind().code(), attempt, named, sealed, txId, from.version()) == 0) return false;
            beside(sheet, txId, to, words);
            sheet.append(to.kind(), txId, words);
            return true;
        });
        // what was withdrawn must not be asked for as if it were open
        if (moved && to.settled()) writer.run(() -> copy.ended(txId, to != PaymentState.CONFIRMED));
        return moved ? find(txId) : Optional.empty();
    }

    /// What changes in other rows of the case by the same move.
    private static void beside(Writer.Sheet sheet, String txId, PaymentState to, Map<String, String> words)
            throws SQLException {
        switch (to) {
            case REVERSING ->
                sheet.update(
                        ADD_REVERSAL,
                        txId,
                        REVERSAL,
                        sheet.key(txId).seal(Words.bytes(words), Shelf.parcelContext(txId, REVERSAL)));
            case REVERSED -> sheet.update(END_REVERSAL, txId, REVERSAL);
            case MANUAL -> {
                sheet.update(END_REVERSAL, txId, REVERSAL);
                sheet.update(Journal.ADD_FINDING, sheet.nextSeq(), txId, MANUAL);
            }
            case CONFIRMED -> {
                if (words.containsKey("why")) sheet.update(Journal.ADD_FINDING, sheet.nextSeq(), txId, UNATTENDED);
            }
            case DUE, HOLDING, HELD, UNPAID, PAID, CONFIRMING -> {}
        }
    }
}
