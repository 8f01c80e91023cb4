package org.openstm.kiosk.dispatch;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.openstm.kiosk.central.CentralApi;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.Payment;

/// Where payments are made, with somebody who stands there or without. A payment that nobody
/// attends, be it that the citizen left or that the terminal was started anew, goes on by itself to
/// its end.
public final class Till {
    private static final System.Logger LOG = System.getLogger(Till.class.getName());

    private final Journal journal;
    private final Cashier cashier;
    private final Board board;
    private final Map<String, Payer> payers = new ConcurrentHashMap<>();

    Till(Journal journal, CentralApi central, Asking.Turnstile line, Board board) {
        this.journal = journal;
        this.cashier = new Cashier(journal, central, line);
        this.board = board;
    }

    /// Somebody waits for this case, and for what it may cost, until [#leave].
    void attend(String txId) {
        payers.put(txId, Payer.PAYS);
    }

    /// Nobody stands there for it any more. Harmless where nobody did.
    public void leave(String txId) {
        if (payers.remove(txId) != null) board.touch();
    }

    /// Whoever stands there does not want to pay; the steps from here on undo it. Money that had
    /// gone before counts: then the case is done.
    public void withdraw(String txId) {
        payers.replace(txId, Payer.WITHDRAWS);
    }

    public boolean attends(String txId) {
        return payers.containsKey(txId);
    }

    /// The next step of a payment that somebody waits for. Asks the centre once at most; whoever
    /// waits calls again.
    public Standing step(String txId) {
        return taken(txId, () -> cashier.step(txId, payers.getOrDefault(txId, Payer.GONE)));
    }

    /// A new code, after the last ended unpaid.
    public Standing again(String txId) {
        return taken(txId, () -> cashier.again(txId));
    }

    private interface Work {
        Standing done();
    }

    private Standing taken(String txId, Work work) {
        if (!board.take(name(txId))) return new Standing.Silent("in another hand", Optional.empty());
        try {
            return work.done();
        } finally {
            board.release(name(txId));
        }
    }

    /// Payments that nobody attends.
    void round() {
        for (Payment open : journal.payments().unsettled()) {
            if (!board.lineUp()) return;
            String name = name(open.txId());
            if (attends(open.txId()) || !board.isDue(name) || !board.take(name)) continue;
            try {
                toTheEnd(open.txId());
            } catch (RuntimeException trouble) {
                LOG.log(System.Logger.Level.ERROR, name + " waits: " + trouble.getMessage(), trouble);
                board.postpone(name, Optional.empty());
            } finally {
                board.release(name);
            }
        }
    }

    /// Every step moves forward, or is silent.
    private void toTheEnd(String txId) {
        while (true) {
            switch (cashier.step(txId, Payer.GONE)) {
                case Standing.Silent(var _, var notBefore) -> {
                    board.postpone(name(txId), notBefore);
                    return;
                }
                case Standing standing
                when standing.settled() -> {
                    board.done(name(txId));
                    return;
                }
                default -> {}
            }
        }
    }

    private static String name(String txId) {
        return "payment/" + txId;
    }
}
