package org.openstm.kiosk.engine;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.openstm.kiosk.central.AppCode;
import org.openstm.kiosk.central.AppIssuer;
import org.openstm.kiosk.central.AppLogin;
import org.openstm.kiosk.central.ChannelApi;
import org.openstm.kiosk.central.Handed;
import org.openstm.kiosk.central.Handover;
import org.openstm.kiosk.central.ProvenSubject;
import org.openstm.kiosk.central.Reply;
import org.openstm.kiosk.central.TakenOver;

/// A line to a centre on which answers come when the test says so, or get lost.
final class SlowLine implements ChannelApi {
    private final ChannelApi centre;
    private final Semaphore open = new Semaphore(0);
    private final AtomicInteger lost = new AtomicInteger();

    /// The keys under which was asked, one a question.
    final List<String> keys = new CopyOnWriteArrayList<>();

    SlowLine(ChannelApi centre) {
        this.centre = centre;
    }

    /// So many questions are answered from now on.
    void answers(int questions) {
        open.release(questions);
    }

    /// The answers to the next questions get lost; the questions arrive.
    void loses(int answers) {
        lost.set(answers);
        open.release(answers);
    }

    @Override
    public Reply<AppLogin> redeem(AppCode code, String key) {
        keys.add(key);
        try {
            open.acquire();
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
            return new Reply.NoAnswer<>("interrupted", true);
        }
        var reply = centre.redeem(code, key);
        return lost.getAndUpdate(left -> Math.max(0, left - 1)) > 0 ? new Reply.NoAnswer<>("lost", true) : reply;
    }

    @Override
    public Reply<List<AppIssuer>> issuers() {
        return centre.issuers();
    }

    @Override
    public Reply<Handed> handOver(String txId, Handover half) {
        return centre.handOver(txId, half);
    }

    @Override
    public Reply<TakenOver> takeOver(String reference, ProvenSubject person) {
        return centre.takeOver(reference, person);
    }
}
