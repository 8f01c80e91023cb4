package org.openstm.kiosk.engine;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.openstm.kiosk.central.AppLogin;
import org.openstm.kiosk.central.CaseTransfer;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.ChannelApi;
import org.openstm.kiosk.central.NoAnswerReason;
import org.openstm.kiosk.central.ProvenSubject;
import org.openstm.kiosk.central.TakenOverCase;
import org.openstm.kiosk.central.TransferredCase;
import org.openstm.kiosk.central.crypto.AppCode;
import org.openstm.kiosk.central.crypto.AppIssuer;

/// A connection to central whose replies arrive on the test's command, or get lost.
final class SlowLine implements ChannelApi {
    private final ChannelApi central;
    private final Semaphore open = new Semaphore(0);
    private final AtomicInteger lost = new AtomicInteger();

    /// The keys of the requests, one for each.
    final List<String> keys = new CopyOnWriteArrayList<>();

    SlowLine(ChannelApi central) {
        this.central = central;
    }

    /// Number of requests answered from now on.
    void answers(int questions) {
        open.release(questions);
    }

    /// The replies to the next requests get lost; the requests arrive.
    void loses(int answers) {
        lost.set(answers);
        open.release(answers);
    }

    @Override
    public CentralReply<AppLogin> redeemAppCode(AppCode code, String key) {
        keys.add(key);
        try {
            open.acquire();
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
            return new CentralReply.NoAnswer<>(NoAnswerReason.INTERRUPTED, "interrupted", true);
        }
        var reply = central.redeemAppCode(code, key);
        return lost.getAndUpdate(left -> Math.max(0, left - 1)) > 0
                ? new CentralReply.NoAnswer<>(NoAnswerReason.CONNECTION_LOST, "lost", true)
                : reply;
    }

    @Override
    public CentralReply<List<AppIssuer>> listIssuers() {
        return central.listIssuers();
    }

    @Override
    public CentralReply<TransferredCase> transferCase(String txId, CaseTransfer half) {
        return central.transferCase(txId, half);
    }

    @Override
    public CentralReply<TakenOverCase> takeOverCase(String reference, ProvenSubject person) {
        return central.takeOverCase(reference, person);
    }
}
