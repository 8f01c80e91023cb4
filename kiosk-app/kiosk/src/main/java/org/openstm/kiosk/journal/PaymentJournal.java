package org.openstm.kiosk.journal;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openstm.kiosk.journal.model.CasePayment;
import org.openstm.kiosk.journal.model.EntryText;
import org.openstm.kiosk.journal.model.FindingKind;
import org.openstm.kiosk.journal.model.PaymentState;
import org.openstm.kiosk.journal.store.JournalWriter;
import org.openstm.kiosk.journal.store.PaymentQueries;
import org.openstm.kiosk.journal.store.SealContext;
import org.openstm.kiosk.journal.store.StoredCaseReplica;

/// The payments in the journal. Like all transitions of a case, these are on the disk when they return, and
/// return empty if the payment was changed since it was read.
public final class PaymentJournal {
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
    private static final String UNATTENDED = FindingKind.PAID_UNATTENDED.text();

    private static final String MANUAL = FindingKind.PAYMENT_MANUAL.text();

    private final JournalWriter writer;
    private final PaymentQueries queries;
    private final StoredCaseReplica replica;

    PaymentJournal(JournalWriter writer, PaymentQueries queries, StoredCaseReplica replica) {
        this.writer = writer;
        this.queries = queries;
        this.replica = replica;
    }

    /// Part of the change that accepts a case: the amount due must not be lost between the two.
    static void insertDuePayment(JournalWriter.JournalTransaction transaction, String txId, long fen)
            throws SQLException {
        transaction.executeUpdate(ADD, txId, PaymentState.DUE.entryType().code(), fen);
    }

    public Optional<CasePayment> findPayment(String txId) {
        return queries.findPayment(txId);
    }

    /// In the order in which they became due.
    public List<CasePayment> unsettledPayments() {
        return queries.unsettledPayments();
    }

    /// To be called before the hold is requested.
    public Optional<CasePayment> recordHolding(CasePayment from) {
        return changeState(from, PaymentState.HOLDING, Map.of(), null, null);
    }

    /// The citizen can pay now.
    ///
    /// @param answer central's signed response, as in all transitions below
    public Optional<CasePayment> recordHeld(CasePayment from, String reference, byte[] answer) {
        return changeState(from, PaymentState.HELD, Map.of("reference", reference), reference, answer);
    }

    /// Certainly not charged: expired, or refused at the phone.
    public Optional<CasePayment> recordUnpaid(CasePayment from, String why, byte[] answer) {
        return changeState(from, PaymentState.UNPAID, Map.of("why", why), null, answer);
    }

    public Optional<CasePayment> recordPaid(CasePayment from, String reference, byte[] answer) {
        return changeState(from, PaymentState.PAID, Map.of("reference", reference), reference, answer);
    }

    /// To be called before the first confirmation is sent.
    public Optional<CasePayment> recordConfirming(CasePayment from) {
        return changeState(from, PaymentState.CONFIRMING, Map.of(), null, null);
    }

    /// @param unattended the payer is not present: staff must deal with the paper
    public Optional<CasePayment> recordConfirmed(
            CasePayment from, String reference, byte[] answer, boolean unattended) {
        var words = new LinkedHashMap<>(Map.of("reference", reference));
        if (unattended) words.put("why", "paid and done, and nobody was there for the paper; payment " + reference);
        return changeState(from, PaymentState.CONFIRMED, words, reference, answer);
    }

    /// To be called before the reversal is sent. From here on it is in the outbox until it is answered.
    public Optional<CasePayment> recordReversing(CasePayment from, String why) {
        return changeState(from, PaymentState.REVERSING, Map.of("why", why), null, null);
    }

    /// @param what `NOTHING`, `RELEASED`, `RETURNED`
    public Optional<CasePayment> recordReversed(CasePayment from, String what, byte[] answer) {
        return changeState(from, PaymentState.REVERSED, Map.of("what", what), null, answer);
    }

    /// Central refuses the reversal: staff get both references.
    public Optional<CasePayment> recordManual(CasePayment from, String caseNumber, String why) {
        String text = "case " + caseNumber + ", payment " + (from.reference().isEmpty() ? "-" : from.reference()) + ", "
                + from.fen() + " fen: " + why;
        return changeState(from, PaymentState.MANUAL, Map.of("why", text), null, null);
    }

    private Optional<CasePayment> changeState(
            CasePayment from,
            PaymentState to,
            Map<String, String> words,
            @Nullable String reference,
            byte @Nullable [] answer) {
        if (!from.state().canBecome(to)) throw new IllegalStateException(from + " never becomes " + to);
        String txId = from.txId();
        boolean moved = writer.commitChange(transaction -> {
            byte[] sealed = answer == null
                    ? null
                    : transaction.findCaseKey(txId).sealBytes(answer, SealContext.paymentContext(txId));
            int attempt = to == PaymentState.HOLDING ? from.attempt() + 1 : from.attempt();
            String named = reference == null ? from.reference() : reference;
            if (transaction.executeUpdate(MOVE, to.entryType().code(), attempt, named, sealed, txId, from.version())
                    == 0) return false;
            changeOtherRows(transaction, txId, to, words);
            transaction.appendEntry(to.entryType(), txId, words);
            return true;
        });
        // a withdrawn case must not be queried as if it were open
        if (moved && to.isSettled()) writer.runOnThread(() -> replica.removeCase(txId, to != PaymentState.CONFIRMED));
        return moved ? findPayment(txId) : Optional.empty();
    }

    /// Changes of other rows of the case in the same transition.
    private static void changeOtherRows(
            JournalWriter.JournalTransaction transaction, String txId, PaymentState to, Map<String, String> words)
            throws SQLException {
        switch (to) {
            case REVERSING ->
                transaction.executeUpdate(
                        ADD_REVERSAL,
                        txId,
                        REVERSAL,
                        transaction
                                .findCaseKey(txId)
                                .sealBytes(EntryText.toBytes(words), SealContext.messageContext(txId, REVERSAL)));
            case REVERSED -> transaction.executeUpdate(END_REVERSAL, txId, REVERSAL);
            case MANUAL -> {
                transaction.executeUpdate(END_REVERSAL, txId, REVERSAL);
                FindingJournal.insertFinding(transaction, txId, MANUAL);
            }
            case CONFIRMED -> {
                if (words.containsKey("why")) FindingJournal.insertFinding(transaction, txId, UNATTENDED);
            }
            case DUE, HOLDING, HELD, UNPAID, PAID, CONFIRMING -> {}
        }
    }
}
