package org.openstm.kiosk.dispatch;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.openstm.kiosk.central.CentralApi;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.model.CasePayment;

/// Where payments are made, with somebody who stands there or without. A payment that nobody
/// attends, be it that the citizen left or that the terminal was started anew, goes on by itself to
/// its end.
public final class PaymentCoordinator {
    private static final System.Logger LOG = System.getLogger(PaymentCoordinator.class.getName());

    private final Journal journal;
    private final PaymentStep cashier;
    private final RetryScheduler board;
    private final Map<String, PayerState> payers = new ConcurrentHashMap<>();

    PaymentCoordinator(Journal journal, CentralApi central, QueryClient.CallGate line, RetryScheduler board) {
        this.journal = journal;
        this.cashier = new PaymentStep(journal, central, line);
        this.board = board;
    }

    /// Somebody waits for this case, and for what it may cost, until [#leavePayment].
    void attendPayment(String txId) {
        payers.put(txId, PayerState.PAYS);
    }

    /// Nobody stands there for it any more. Harmless where nobody did.
    public void leavePayment(String txId) {
        if (payers.remove(txId) != null) board.signalWork();
    }

    /// Whoever stands there does not want to pay; the steps from here on undo it. Money that had
    /// gone before counts: then the case is done.
    public void withdrawPayment(String txId) {
        payers.replace(txId, PayerState.WITHDRAWS);
    }

    public boolean isAttended(String txId) {
        return payers.containsKey(txId);
    }

    /// The next step of a payment that somebody waits for. Asks the centre once at most; whoever
    /// waits calls again.
    public PaymentStatus advancePayment(String txId) {
        return runClaimed(txId, () -> cashier.advancePayment(txId, payers.getOrDefault(txId, PayerState.GONE)));
    }

    /// A new code, after the last ended unpaid.
    public PaymentStatus retryPayment(String txId) {
        return runClaimed(txId, () -> cashier.retryPayment(txId));
    }

    private interface PaymentWork {
        PaymentStatus runWork();
    }

    private PaymentStatus runClaimed(String txId, PaymentWork work) {
        if (!board.claimWork(workName(txId))) return new PaymentStatus.Silent("in another hand", Optional.empty());
        try {
            return work.runWork();
        } finally {
            board.releaseWork(workName(txId));
        }
    }

    /// Payments that nobody attends.
    void advanceUnattended() {
        for (CasePayment open : journal.payments().unsettledPayments()) {
            if (!board.isConnected()) return;
            String name = workName(open.txId());
            if (isAttended(open.txId()) || !board.isDue(name) || !board.claimWork(name)) continue;
            try {
                advanceToEnd(open.txId());
            } catch (RuntimeException trouble) {
                LOG.log(System.Logger.Level.ERROR, name + " waits: " + trouble.getMessage(), trouble);
                board.postponeWork(name, Optional.empty());
            } finally {
                board.releaseWork(name);
            }
        }
    }

    /// Every step moves forward, or is silent.
    private void advanceToEnd(String txId) {
        while (true) {
            switch (cashier.advancePayment(txId, PayerState.GONE)) {
                case PaymentStatus.Silent(var _, var notBefore) -> {
                    board.postponeWork(workName(txId), notBefore);
                    return;
                }
                case PaymentStatus standing
                when standing.isSettled() -> {
                    board.clearDueTime(workName(txId));
                    return;
                }
                default -> {}
            }
        }
    }

    private static String workName(String txId) {
        return "payment/" + txId;
    }
}
