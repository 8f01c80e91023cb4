package org.openstm.kiosk.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.openstm.kiosk.central.VerificationCode;
import org.openstm.kiosk.dispatch.Standing;
import org.openstm.kiosk.dispatch.Till;
import org.openstm.kiosk.session.model.CaseBill;
import org.openstm.kiosk.session.model.CaseOutcome;
import org.openstm.kiosk.session.model.SessionEvent;

/// Stands at the till beside the citizen: looks every second how far the money is, and says so. One
/// look goes on at a time; the next wish of the citizen ends the one before.
final class PaymentWatch {
    private static final Duration LOOK = Duration.ofSeconds(1);

    /// So long without an answer, and "we are checking" is the honest thing to say.
    private static final Duration LOST = Duration.ofSeconds(8);

    private final SessionLoop loop;
    private final Till till;
    private final AtomicLong turns = new AtomicLong();
    private final Set<String> waitedFor = ConcurrentHashMap.newKeySet();

    /// Cases whose code somebody may have scanned.
    private final Set<String> shown = ConcurrentHashMap.newKeySet();

    PaymentWatch(SessionLoop loop, Till till) {
        this.loop = loop;
        this.till = till;
    }

    /// The session waits for this case.
    void addWaitingCase(String txId) {
        waitedFor.add(txId);
    }

    /// Nobody of the session stands there any more: whatever is open goes on by itself.
    void leaveAll() {
        turns.incrementAndGet();
        waitedFor.forEach(till::leave);
        waitedFor.clear();
        shown.clear();
    }

    void leaveCase(String txId) {
        turns.incrementAndGet();
        till.leave(txId);
    }

    void startPayment(long session, CaseBill bill) throws InterruptedException {
        followPayment(session, bill, till.step(bill.txId()), false);
    }

    void repeatPayment(long session, CaseBill bill) throws InterruptedException {
        followPayment(session, bill, till.again(bill.txId()), false);
    }

    void withdrawPayment(long session, CaseBill bill) throws InterruptedException {
        till.withdraw(bill.txId());
        followPayment(session, bill, till.step(bill.txId()), true);
    }

    private void followPayment(long session, CaseBill bill, Standing first, boolean undoing)
            throws InterruptedException {
        long turn = turns.incrementAndGet();
        var told = Optional.<Standing>empty();
        long heard = System.nanoTime();
        Standing now = first;
        while (turn == turns.get()) {
            if (!(now instanceof Standing.Silent)) heard = System.nanoTime();
            boolean lost = System.nanoTime() - heard > LOST.toNanos();
            var news = now instanceof Standing.Silent && !lost
                    ? Optional.<SessionEvent>empty()
                    : toEvent(bill, now, undoing);
            if (news.isPresent() && !told.equals(Optional.of(withoutSilenceDetail(now)))) {
                loop.postEvent(session, news.get());
                told = Optional.of(withoutSilenceDetail(now));
            }
            if (now instanceof Standing.Payable || now instanceof Standing.Charged) shown.add(bill.txId());
            if (now instanceof Standing.NotPaid) shown.remove(bill.txId());
            boolean nothingPaid = lost && !shown.contains(bill.txId());
            if (now.settled() || now instanceof Standing.NotPaid || nothingPaid) return;
            if (now instanceof Standing.Payable || now instanceof Standing.Silent) Thread.sleep(LOOK);
            now = till.step(bill.txId());
        }
    }

    /// Silence of any kind is told once.
    private static Standing withoutSilenceDetail(Standing now) {
        return now instanceof Standing.Silent ? new Standing.Silent("", Optional.empty()) : now;
    }

    private Optional<SessionEvent> toEvent(CaseBill bill, Standing now, boolean undoing) {
        String txId = bill.txId();
        return switch (now) {
            case Standing.Payable(var qr, var _, var until) ->
                Optional.of(new SessionEvent.PaymentCodeReady(txId, qr, until));
            case Standing.Charged _ -> Optional.of(new SessionEvent.PaymentCharged(txId));
            case Standing.NotPaid(var why) -> Optional.of(new SessionEvent.PaymentFailed(txId, why));
            case Standing.Done(var reference, var _) ->
                Optional.of(new SessionEvent.OutcomeKnown(bill.toPaidOutcome(reference)));
            case Standing.Withdrawn(var returned) ->
                toUndoneEvent(bill, returned ? CaseOutcome.MoneyOutcome.RETURNED : CaseOutcome.MoneyOutcome.KEPT);
            case Standing.Manual _ -> toUndoneEvent(bill, CaseOutcome.MoneyOutcome.STAFF);
            case Standing.Silent _
            when shown.contains(txId) ->
                Optional.of(new SessionEvent.OutcomeKnown(
                        new CaseOutcome.PaymentUnknown(txId, VerificationCode.of(txId), bill)));
            // nobody can have paid a code that was never shown
            case Standing.Silent _ ->
                undoing
                        ? toUndoneEvent(bill, CaseOutcome.MoneyOutcome.KEPT)
                        : Optional.of(new SessionEvent.PaymentFailed(txId, "NO-CODE"));
            case Standing.Moving _ -> Optional.empty();
        };
    }

    private static Optional<SessionEvent> toUndoneEvent(CaseBill bill, CaseOutcome.MoneyOutcome money) {
        return Optional.of(new SessionEvent.OutcomeKnown(new CaseOutcome.Undone(bill, money)));
    }
}
