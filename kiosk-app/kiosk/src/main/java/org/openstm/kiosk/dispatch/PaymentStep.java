package org.openstm.kiosk.dispatch;

import java.util.Optional;
import org.openstm.kiosk.central.CentralApi;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.ProblemDetails;
import org.openstm.kiosk.central.codec.PaymentCodec;
import org.openstm.kiosk.central.codec.ReceiptCodec;
import org.openstm.kiosk.central.payment.CaseReversal;
import org.openstm.kiosk.central.payment.PaymentHold;
import org.openstm.kiosk.dispatch.PaymentStatus.Silent;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.PaymentJournal;
import org.openstm.kiosk.journal.model.CasePayment;
import org.openstm.kiosk.journal.model.PaymentState;

/// Takes one payment one step further. The journal records each request before it is sent, and its answer
/// afterwards.
///
/// While the payer is present, the payment waits for them. Afterwards a charged payment is confirmed and an
/// uncharged one is reversed. A charged payment whose confirmation is refused permanently is reversed as well.
/// Without an answer nothing changes and central is asked again.
final class PaymentStep {
    private final Journal journal;
    private final PaymentJournal payments;
    private final CentralApi central;
    private final QueryClient.CallGate gate;

    PaymentStep(Journal journal, CentralApi central, QueryClient.CallGate gate) {
        this.journal = journal;
        this.payments = journal.payments();
        this.central = central;
        this.gate = gate;
    }

    PaymentStatus advancePayment(String txId, PayerState payer) {
        CasePayment now = requirePayment(txId);
        return switch (now.state()) {
            case DUE -> payer == PayerState.PAYS ? beginHold(now) : queryPayment(now, payer);
            case HOLDING, HELD, CONFIRMING -> queryPayment(now, payer);
            case UNPAID -> payer == PayerState.PAYS ? toStatus(now) : beginReversal(now, "nobody pays");
            case PAID ->
                payments.recordConfirming(now)
                        .map(c -> requestConfirmation(c, payer))
                        .orElseGet(PaymentStatus.Moving::new);
            case REVERSING -> requestReversal(now);
            case CONFIRMED, REVERSED, MANUAL -> toStatus(now);
        };
    }

    /// Requests a new code for the same payment, after the last one ended unpaid.
    PaymentStatus retryPayment(String txId) {
        CasePayment now = requirePayment(txId);
        return now.state() == PaymentState.UNPAID ? beginHold(now) : advancePayment(txId, PayerState.PAYS);
    }

    private CasePayment requirePayment(String txId) {
        return payments.findPayment(txId).orElseThrow(() -> new IllegalArgumentException("no payment of " + txId));
    }

    private PaymentStatus beginHold(CasePayment from) {
        return payments.recordHolding(from).map(this::requestHold).orElseGet(PaymentStatus.Moving::new);
    }

    private PaymentStatus requestHold(CasePayment holding) {
        return switch (gate.tryCall(() -> central.holdPayment(holding.txId(), holding.attempt()))) {
            case CentralReply.Done<PaymentHold>(var said) -> applyAnswer(holding, said, PayerState.PAYS);
            case CentralReply.Refused<PaymentHold>(var problem)
            when isFinal(problem) -> beginReversal(holding, "no hold: " + problem.code());
            case CentralReply.Refused<PaymentHold>(var problem) -> toSilent(problem);
            case CentralReply.NoAnswer<PaymentHold>(var _, var why, var _) -> toSilent(why);
        };
    }

    private PaymentStatus queryPayment(CasePayment now, PayerState payer) {
        return switch (gate.tryCall(() -> central.queryPayment(now.txId()))) {
            case CentralReply.Done<PaymentHold>(var said) -> applyAnswer(now, said, payer);
            case CentralReply.Refused<PaymentHold>(var problem)
            when problem.status() == 404 ->
                payer == PayerState.PAYS && now.state() == PaymentState.HOLDING
                        ? requestHold(now)
                        : beginReversal(now, "nothing is held");
            case CentralReply.Refused<PaymentHold>(var problem)
            when problem.status() == 410 -> beginReversal(now, "reversed at the centre");
            case CentralReply.Refused<PaymentHold>(var problem) -> toSilent(problem);
            case CentralReply.NoAnswer<PaymentHold>(var _, var why, var _) -> toSilent(why);
        };
    }

    private PaymentStatus applyAnswer(CasePayment now, PaymentHold said, PayerState payer) {
        if (said.fen() != now.fen()) return beginReversal(now, "the centre holds another amount");
        return switch (said.state()) {
            case PAID ->
                now.state() == PaymentState.CONFIRMING
                        ? requestConfirmation(now, payer)
                        : statusAfter(payments.recordPaid(now, said.reference(), PaymentCodec.toBytes(said)));
            case CONFIRMED -> recordConfirmed(now, said, payer);
            case HELD, EXPIRED, REFUSED -> handleUncharged(now, said, payer);
            case RELEASED, RETURNED -> beginReversal(now, "reversed at the centre");
        };
    }

    private PaymentStatus handleUncharged(CasePayment now, PaymentHold said, PayerState payer) {
        if (now.state() == PaymentState.CONFIRMING) return beginReversal(now, "charged once, and no longer");
        if (payer != PayerState.PAYS) return beginReversal(now, "nobody pays");
        if (said.attempt() < now.attempt()) return requestHold(now); // central has not received the last attempt
        if (said.state() != PaymentHold.HoldState.HELD)
            return statusAfter(payments.recordUnpaid(now, said.state().name(), PaymentCodec.toBytes(said)));
        if (now.state() == PaymentState.HELD) return new PaymentStatus.Payable(said.qr(), said.fen(), said.until());
        return statusAfter(payments.recordHeld(now, said.reference(), PaymentCodec.toBytes(said)));
    }

    private PaymentStatus requestConfirmation(CasePayment confirming, PayerState payer) {
        return switch (gate.tryCall(
                () -> central.confirmPayment(confirming.txId(), confirming.reference(), confirming.fen()))) {
            case CentralReply.Done<PaymentHold>(var said)
            when said.state() == PaymentHold.HoldState.CONFIRMED && said.fen() == confirming.fen() ->
                recordConfirmed(confirming, said, payer);
            case CentralReply.Done<PaymentHold>(var said) -> toSilent("confirmed, and central says " + said.state());
            case CentralReply.Refused<PaymentHold>(var problem)
            when isFinal(problem) -> beginReversal(confirming, "not confirmed: " + problem.code());
            case CentralReply.Refused<PaymentHold>(var problem) -> toSilent(problem);
            case CentralReply.NoAnswer<PaymentHold>(var _, var why, var _) -> toSilent(why);
        };
    }

    private PaymentStatus recordConfirmed(CasePayment now, PaymentHold said, PayerState payer) {
        return statusAfter(
                payments.recordConfirmed(now, said.reference(), PaymentCodec.toBytes(said), payer == PayerState.GONE));
    }

    private PaymentStatus beginReversal(CasePayment now, String why) {
        return statusAfter(payments.recordReversing(now, why));
    }

    private PaymentStatus requestReversal(CasePayment reversing) {
        return switch (gate.tryCall(() -> central.reverseCase(reversing.txId(), "terminal"))) {
            case CentralReply.Done<CaseReversal>(var said) -> recordReversal(reversing, said);
            case CentralReply.Refused<CaseReversal>(var problem)
            when isFinal(problem) -> leaveToStaff(reversing, "central will not reverse it: " + problem.code());
            case CentralReply.Refused<CaseReversal>(var problem) -> toSilent(problem);
            case CentralReply.NoAnswer<CaseReversal>(var _, var why, var _) -> toSilent(why);
        };
    }

    /// Money that central reports as charged must be returned in full.
    private PaymentStatus recordReversal(CasePayment reversing, CaseReversal said) {
        boolean charged = reversing
                .answer()
                .map(word -> PaymentCodec.parsePaymentHold(word).state().isCharged())
                .orElse(false);
        boolean returned = said.state() == CaseReversal.ReversalState.RETURNED;
        if (charged && !returned || returned && said.fen() != reversing.fen())
            return leaveToStaff(reversing, "reversed as " + said.state() + " with " + said.fen() + " fen given back");
        return statusAfter(payments.recordReversed(reversing, said.state().name(), PaymentCodec.toBytes(said)));
    }

    private PaymentStatus leaveToStaff(CasePayment reversing, String why) {
        String number = journal.cases()
                .findCase(reversing.txId())
                .flatMap(open -> open.receipt())
                .map(receipt -> ReceiptCodec.parseReceipt(receipt).caseNumber())
                .orElse(reversing.txId());
        return statusAfter(payments.recordManual(reversing, number, why));
    }

    /// Whether repeating the request would bring the same answer.
    private static boolean isFinal(ProblemDetails problem) {
        return switch (problem.status()) {
            case 401, 408, 425, 429 -> false; // not about the payment
            default -> problem.status() < 500 && !problem.retryable();
        };
    }

    private static PaymentStatus toSilent(ProblemDetails problem) {
        return new Silent(problem.code(), problem.retryAfter());
    }

    private static PaymentStatus toSilent(String why) {
        return new Silent(why, Optional.empty());
    }

    private static PaymentStatus statusAfter(Optional<CasePayment> to) {
        return to.map(PaymentStep::toStatus).orElseGet(PaymentStatus.Moving::new);
    }

    /// The status as far as the journal alone knows it.
    static PaymentStatus toStatus(CasePayment now) {
        return switch (now.state()) {
            case DUE, HOLDING -> new PaymentStatus.Moving();
            case HELD -> {
                var word = storedHold(now);
                yield new PaymentStatus.Payable(word.qr(), word.fen(), word.until());
            }
            case UNPAID -> new PaymentStatus.NotPaid(storedHold(now).state().name());
            case PAID, CONFIRMING -> new PaymentStatus.Charged();
            case REVERSING -> new PaymentStatus.Moving();
            case CONFIRMED -> new PaymentStatus.Done(now.reference(), now.fen());
            case REVERSED ->
                new PaymentStatus.Withdrawn(
                        PaymentCodec.parseReversal(now.answer().orElseThrow()).state()
                                == CaseReversal.ReversalState.RETURNED);
            case MANUAL -> new PaymentStatus.Manual();
        };
    }

    private static PaymentHold storedHold(CasePayment now) {
        return PaymentCodec.parsePaymentHold(now.answer().orElseThrow());
    }
}
