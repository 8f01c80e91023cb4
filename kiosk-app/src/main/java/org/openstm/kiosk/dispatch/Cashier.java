package org.openstm.kiosk.dispatch;

import java.util.Optional;
import org.openstm.kiosk.central.CentralApi;
import org.openstm.kiosk.central.Problem;
import org.openstm.kiosk.central.Reply;
import org.openstm.kiosk.central.Reversal;
import org.openstm.kiosk.central.Voucher;
import org.openstm.kiosk.central.Wire;
import org.openstm.kiosk.dispatch.Standing.Silent;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.Payment;
import org.openstm.kiosk.journal.PaymentState;
import org.openstm.kiosk.journal.Payments;

/// Takes one payment one step further: the journal knows before a request leaves, and after its
/// answer.
///
/// As long as somebody stands there, the payment waits for them. Once nobody does: what was charged
/// is confirmed, since that is what they paid for; what was not is reversed. Charged money whose
/// confirmation is refused for good is reversed as well. Silence changes nothing: the centre is
/// asked again.
final class Cashier {
    private final Journal journal;
    private final Payments payments;
    private final CentralApi central;
    private final Asking.Turnstile line;

    Cashier(Journal journal, CentralApi central, Asking.Turnstile line) {
        this.journal = journal;
        this.payments = journal.payments();
        this.central = central;
        this.line = line;
    }

    Standing step(String txId, Payer payer) {
        Payment now = find(txId);
        return switch (now.state()) {
            case DUE -> payer == Payer.PAYS ? hold(now) : ask(now, payer);
            case HOLDING, HELD, CONFIRMING -> ask(now, payer);
            case UNPAID -> payer == Payer.PAYS ? standing(now) : reversing(now, "nobody pays");
            case PAID -> payments.confirming(now).map(c -> confirm(c, payer)).orElseGet(Standing.Moving::new);
            case REVERSING -> reverse(now);
            case CONFIRMED, REVERSED, MANUAL -> standing(now);
        };
    }

    /// A new code for the same payment, after the last ended unpaid.
    Standing again(String txId) {
        Payment now = find(txId);
        return now.state() == PaymentState.UNPAID ? hold(now) : step(txId, Payer.PAYS);
    }

    private Payment find(String txId) {
        return payments.find(txId).orElseThrow(() -> new IllegalArgumentException("no payment of " + txId));
    }

    private Standing hold(Payment from) {
        return payments.holding(from).map(this::put).orElseGet(Standing.Moving::new);
    }

    private Standing put(Payment holding) {
        return switch (line.through(() -> central.hold(holding.txId(), holding.attempt()))) {
            case Reply.Done<Voucher>(var said) -> heard(holding, said, Payer.PAYS);
            case Reply.Refused<Voucher>(var problem)
            when isFinal(problem) -> reversing(holding, "no hold: " + problem.code());
            case Reply.Refused<Voucher>(var problem) -> silent(problem);
            case Reply.NoAnswer<Voucher>(var why, var _) -> silent(why);
        };
    }

    private Standing ask(Payment now, Payer payer) {
        return switch (line.through(() -> central.payment(now.txId()))) {
            case Reply.Done<Voucher>(var said) -> heard(now, said, payer);
            case Reply.Refused<Voucher>(var problem)
            when problem.status() == 404 ->
                payer == Payer.PAYS && now.state() == PaymentState.HOLDING
                        ? put(now)
                        : reversing(now, "nothing is held");
            case Reply.Refused<Voucher>(var problem)
            when problem.status() == 410 -> reversing(now, "reversed at the centre");
            case Reply.Refused<Voucher>(var problem) -> silent(problem);
            case Reply.NoAnswer<Voucher>(var why, var _) -> silent(why);
        };
    }

    private Standing heard(Payment now, Voucher said, Payer payer) {
        if (said.fen() != now.fen()) return reversing(now, "the centre holds another amount");
        return switch (said.state()) {
            case PAID ->
                now.state() == PaymentState.CONFIRMING
                        ? confirm(now, payer)
                        : moved(payments.paid(now, said.reference(), Wire.bytes(said)));
            case CONFIRMED -> confirmed(now, said, payer);
            case HELD, EXPIRED, REFUSED -> uncharged(now, said, payer);
            case RELEASED, RETURNED -> reversing(now, "reversed at the centre");
        };
    }

    private Standing uncharged(Payment now, Voucher said, Payer payer) {
        if (now.state() == PaymentState.CONFIRMING) return reversing(now, "charged once, and no longer");
        if (payer != Payer.PAYS) return reversing(now, "nobody pays");
        if (said.attempt() < now.attempt()) return put(now); // the last attempt has not arrived
        if (said.state() != Voucher.State.HELD)
            return moved(payments.unpaid(now, said.state().name(), Wire.bytes(said)));
        if (now.state() == PaymentState.HELD) return new Standing.Payable(said.qr(), said.fen(), said.until());
        return moved(payments.held(now, said.reference(), Wire.bytes(said)));
    }

    private Standing confirm(Payment confirming, Payer payer) {
        return switch (line.through(
                () -> central.confirm(confirming.txId(), confirming.reference(), confirming.fen()))) {
            case Reply.Done<Voucher>(var said)
            when said.state() == Voucher.State.CONFIRMED && said.fen() == confirming.fen() ->
                confirmed(confirming, said, payer);
            case Reply.Done<Voucher>(var said) -> silent("confirmed, and the centre says " + said.state());
            case Reply.Refused<Voucher>(var problem)
            when isFinal(problem) -> reversing(confirming, "not confirmed: " + problem.code());
            case Reply.Refused<Voucher>(var problem) -> silent(problem);
            case Reply.NoAnswer<Voucher>(var why, var _) -> silent(why);
        };
    }

    private Standing confirmed(Payment now, Voucher said, Payer payer) {
        return moved(payments.confirmed(now, said.reference(), Wire.bytes(said), payer == Payer.GONE));
    }

    private Standing reversing(Payment now, String why) {
        return moved(payments.reversing(now, why));
    }

    private Standing reverse(Payment reversing) {
        return switch (line.through(() -> central.reverse(reversing.txId(), "terminal"))) {
            case Reply.Done<Reversal>(var said) -> reversed(reversing, said);
            case Reply.Refused<Reversal>(var problem)
            when isFinal(problem) -> manual(reversing, "the centre will not reverse it: " + problem.code());
            case Reply.Refused<Reversal>(var problem) -> silent(problem);
            case Reply.NoAnswer<Reversal>(var why, var _) -> silent(why);
        };
    }

    /// Money of which the centre has said that it was charged must come back whole.
    private Standing reversed(Payment reversing, Reversal said) {
        boolean charged = reversing
                .answer()
                .map(word -> Wire.voucher(word).state().charged())
                .orElse(false);
        boolean returned = said.state() == Reversal.State.RETURNED;
        if (charged && !returned || returned && said.fen() != reversing.fen())
            return manual(reversing, "reversed as " + said.state() + " with " + said.fen() + " fen given back");
        return moved(payments.reversed(reversing, said.state().name(), Wire.bytes(said)));
    }

    private Standing manual(Payment reversing, String why) {
        String number = journal.find(reversing.txId())
                .flatMap(open -> open.receipt())
                .map(receipt -> Wire.receipt(receipt).caseNumber())
                .orElse(reversing.txId());
        return moved(payments.manual(reversing, number, why));
    }

    /// The same request will be answered the same way.
    private static boolean isFinal(Problem problem) {
        return switch (problem.status()) {
            case 401, 408, 425, 429 -> false; // not about the payment
            default -> problem.status() < 500 && !problem.retryable();
        };
    }

    private static Standing silent(Problem problem) {
        return new Silent(problem.code(), problem.retryAfter());
    }

    private static Standing silent(String why) {
        return new Silent(why, Optional.empty());
    }

    private static Standing moved(Optional<Payment> to) {
        return to.map(Cashier::standing).orElseGet(Standing.Moving::new);
    }

    /// What can be said from the journal alone.
    static Standing standing(Payment now) {
        return switch (now.state()) {
            case DUE, HOLDING -> new Standing.Moving();
            case HELD -> {
                var word = voucher(now);
                yield new Standing.Payable(word.qr(), word.fen(), word.until());
            }
            case UNPAID -> new Standing.NotPaid(voucher(now).state().name());
            case PAID, CONFIRMING -> new Standing.Charged();
            case REVERSING -> new Standing.Moving();
            case CONFIRMED -> new Standing.Done(now.reference(), now.fen());
            case REVERSED ->
                new Standing.Withdrawn(Wire.reversal(now.answer().orElseThrow()).state() == Reversal.State.RETURNED);
            case MANUAL -> new Standing.Manual();
        };
    }

    private static Voucher voucher(Payment now) {
        return Wire.voucher(now.answer().orElseThrow());
    }
}
