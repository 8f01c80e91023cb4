package org.openstm.kiosk.dispatch;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.openstm.kiosk.central.CentralApi;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.model.CasePayment;

/// Runs payments, with the payer present or without. A payment whose payer has left, or that a restart
/// interrupted, is completed without anyone.
public final class PaymentCoordinator {
    private static final System.Logger LOG = System.getLogger(PaymentCoordinator.class.getName());

    private final Journal journal;
    private final PaymentStep cashier;
    private final RetryScheduler scheduler;
    private final Map<String, PayerState> payers = new ConcurrentHashMap<>();

    PaymentCoordinator(Journal journal, CentralApi central, QueryClient.CallGate gate, RetryScheduler scheduler) {
        this.journal = journal;
        this.cashier = new PaymentStep(journal, central, gate);
        this.scheduler = scheduler;
    }

    /// Marks the payer of this case as present, until [#leavePayment].
    void attendPayment(String txId) {
        payers.put(txId, PayerState.PAYS);
    }

    /// Marks the payer as gone. Has no effect if none was present.
    public void leavePayment(String txId) {
        if (payers.remove(txId) != null) scheduler.signalWork();
    }

    /// The payer declines to pay; the following steps reverse the payment. If it was charged before, it counts
    /// and the case is done.
    public void withdrawPayment(String txId) {
        payers.replace(txId, PayerState.WITHDRAWS);
    }

    public boolean isAttended(String txId) {
        return payers.containsKey(txId);
    }

    /// Takes the next step of a payment while its payer waits. Sends at most one request to central; the caller
    /// calls again.
    public PaymentStatus advancePayment(String txId) {
        return runClaimed(txId, () -> cashier.advancePayment(txId, payers.getOrDefault(txId, PayerState.GONE)));
    }

    /// Requests a new code, after the last one ended unpaid.
    public PaymentStatus retryPayment(String txId) {
        return runClaimed(txId, () -> cashier.retryPayment(txId));
    }

    private interface PaymentWork {
        PaymentStatus runWork();
    }

    private PaymentStatus runClaimed(String txId, PaymentWork work) {
        if (!scheduler.claimWork(workName(txId))) return new PaymentStatus.Silent("in another hand", Optional.empty());
        try {
            return work.runWork();
        } finally {
            scheduler.releaseWork(workName(txId));
        }
    }

    /// Completes payments whose payer is not present.
    void advanceUnattended() {
        for (CasePayment open : journal.payments().unsettledPayments()) {
            if (!scheduler.isConnected()) return;
            String name = workName(open.txId());
            if (isAttended(open.txId()) || !scheduler.isDue(name) || !scheduler.claimWork(name)) continue;
            try {
                advanceToEnd(open.txId());
            } catch (RuntimeException trouble) {
                LOG.log(System.Logger.Level.ERROR, name + " waits: " + trouble.getMessage(), trouble);
                scheduler.postponeWork(name, Optional.empty());
            } finally {
                scheduler.releaseWork(name);
            }
        }
    }

    /// Either the payment moves forward, or central did not answer.
    private void advanceToEnd(String txId) {
        while (true) {
            switch (cashier.advancePayment(txId, PayerState.GONE)) {
                case PaymentStatus.Silent(var _, var notBefore) -> {
                    scheduler.postponeWork(workName(txId), notBefore);
                    return;
                }
                case PaymentStatus standing
                when standing.isSettled() -> {
                    scheduler.clearDueTime(workName(txId));
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
