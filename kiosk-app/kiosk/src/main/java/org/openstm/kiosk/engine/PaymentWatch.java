package org.openstm.kiosk.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.openstm.kiosk.central.crypto.VerificationCode;
import org.openstm.kiosk.dispatch.PaymentCoordinator;
import org.openstm.kiosk.dispatch.PaymentStatus;
import org.openstm.kiosk.session.model.CaseBill;
import org.openstm.kiosk.session.model.CaseOutcome;
import org.openstm.kiosk.session.model.SessionEvent;

/// Polls the state of a payment every second and reports changes to the session. One poll
/// runs at a time; the citizen's next action ends it.
final class PaymentWatch {
    private static final Duration LOOK = Duration.ofSeconds(1);

    /// Time without an answer after which the page says "we are checking".
    private static final Duration LOST = Duration.ofSeconds(8);

    private final SessionLoop loop;
    private final PaymentCoordinator till;
    private final AtomicLong turns = new AtomicLong();
    private final Set<String> waitedFor = ConcurrentHashMap.newKeySet();

    /// Cases whose code may have been scanned.
    private final Set<String> shown = ConcurrentHashMap.newKeySet();

    PaymentWatch(SessionLoop loop, PaymentCoordinator till) {
        this.loop = loop;
        this.till = till;
    }

    /// The session waits for this case.
    void addWaitingCase(String txId) {
        waitedFor.add(txId);
    }

    /// The session has ended: open payments are settled without it.
    void leaveAll() {
        turns.incrementAndGet();
        waitedFor.forEach(till::leavePayment);
        waitedFor.clear();
        shown.clear();
    }

    void leaveCase(String txId) {
        turns.incrementAndGet();
        till.leavePayment(txId);
    }

    void startPayment(long session, CaseBill bill) throws InterruptedException {
        followPayment(session, bill, till.advancePayment(bill.txId()), false);
    }

    void repeatPayment(long session, CaseBill bill) throws InterruptedException {
        followPayment(session, bill, till.retryPayment(bill.txId()), false);
    }

    void withdrawPayment(long session, CaseBill bill) throws InterruptedException {
        till.withdrawPayment(bill.txId());
        followPayment(session, bill, till.advancePayment(bill.txId()), true);
    }

    private void followPayment(long session, CaseBill bill, PaymentStatus first, boolean undoing)
            throws InterruptedException {
        long turn = turns.incrementAndGet();
        var told = Optional.<PaymentStatus>empty();
        long heard = System.nanoTime();
        PaymentStatus now = first;
        while (turn == turns.get()) {
            if (!(now instanceof PaymentStatus.Silent)) heard = System.nanoTime();
            boolean lost = System.nanoTime() - heard > LOST.toNanos();
            var news = now instanceof PaymentStatus.Silent && !lost
                    ? Optional.<SessionEvent>empty()
                    : toEvent(bill, now, undoing);
            if (news.isPresent() && !told.equals(Optional.of(withoutSilenceDetail(now)))) {
                loop.postEvent(session, news.get());
                told = Optional.of(withoutSilenceDetail(now));
            }
            if (now instanceof PaymentStatus.Payable || now instanceof PaymentStatus.Charged) shown.add(bill.txId());
            if (now instanceof PaymentStatus.NotPaid) shown.remove(bill.txId());
            boolean nothingPaid = lost && !shown.contains(bill.txId());
            if (now.isSettled() || now instanceof PaymentStatus.NotPaid || nothingPaid) return;
            if (now instanceof PaymentStatus.Payable || now instanceof PaymentStatus.Silent) Thread.sleep(LOOK);
            now = till.advancePayment(bill.txId());
        }
    }

    /// A missing answer of any kind is reported once.
    private static PaymentStatus withoutSilenceDetail(PaymentStatus now) {
        return now instanceof PaymentStatus.Silent ? new PaymentStatus.Silent("", Optional.empty()) : now;
    }

    private Optional<SessionEvent> toEvent(CaseBill bill, PaymentStatus now, boolean undoing) {
        String txId = bill.txId();
        return switch (now) {
            case PaymentStatus.Payable(var qr, var _, var until) ->
                Optional.of(new SessionEvent.PaymentCodeReady(txId, qr, until));
            case PaymentStatus.Charged _ -> Optional.of(new SessionEvent.PaymentCharged(txId));
            case PaymentStatus.NotPaid(var why) -> Optional.of(new SessionEvent.PaymentFailed(txId, why));
            case PaymentStatus.Done(var reference, var _) ->
                Optional.of(new SessionEvent.OutcomeKnown(bill.toPaidOutcome(reference)));
            case PaymentStatus.Withdrawn(var returned) ->
                toUndoneEvent(bill, returned ? CaseOutcome.MoneyOutcome.RETURNED : CaseOutcome.MoneyOutcome.KEPT);
            case PaymentStatus.Manual _ -> toUndoneEvent(bill, CaseOutcome.MoneyOutcome.STAFF);
            case PaymentStatus.Silent _
            when shown.contains(txId) ->
                Optional.of(new SessionEvent.OutcomeKnown(
                        new CaseOutcome.PaymentUnknown(txId, VerificationCode.of(txId), bill)));
            // nobody can have paid a code that was never shown
            case PaymentStatus.Silent _ ->
                undoing
                        ? toUndoneEvent(bill, CaseOutcome.MoneyOutcome.KEPT)
                        : Optional.of(new SessionEvent.PaymentFailed(txId, "NO-CODE"));
            case PaymentStatus.Moving _ -> Optional.empty();
        };
    }

    private static Optional<SessionEvent> toUndoneEvent(CaseBill bill, CaseOutcome.MoneyOutcome money) {
        return Optional.of(new SessionEvent.OutcomeKnown(new CaseOutcome.Undone(bill, money)));
    }
}
