package org.openstm.device.link;

/// A slot that records its data in a trace; of personal data only the length and the status bytes.
final class TracedSlot implements CardSlot {
    private static final int STATUS = 2;

    private final CardSlot slot;
    private final Trace trace;
    private volatile boolean secret;

    TracedSlot(CardSlot slot, Trace trace) {
        this.slot = slot;
        this.trace = trace;
        trace.remark("opened " + slot.reader());
    }

    @Override
    public void secret(boolean on) {
        secret = on;
    }

    @Override
    public Look look() throws LinkLost, InterruptedException {
        try {
            return slot.look();
        } catch (LinkLost lost) {
            throw noted(lost);
        }
    }

    @Override
    public String reader() {
        return slot.reader();
    }

    @Override
    public void power(Deadline until) throws LinkLost, CardTrouble, InterruptedException {
        try {
            slot.power(until);
            trace.remark("powered");
        } catch (CardTrouble trouble) {
            throw noted(trouble);
        } catch (LinkLost lost) {
            throw noted(lost);
        }
    }

    @Override
    public byte[] transmit(byte[] command, Deadline until) throws LinkLost, CardTrouble, InterruptedException {
        trace.bytes('>', command, 0, command.length, secret);
        try {
            var answer = slot.transmit(command, until);
            int data = secret ? Math.max(0, answer.length - STATUS) : 0;
            if (data > 0) trace.bytes('<', answer, 0, data, true);
            if (answer.length > data) trace.bytes('<', answer, data, answer.length - data, false);
            return answer;
        } catch (CardTrouble trouble) {
            throw noted(trouble);
        } catch (LinkLost lost) {
            throw noted(lost);
        }
    }

    private LinkLost noted(LinkLost lost) {
        trace.remark("lost " + lost.getMessage());
        return lost;
    }

    private CardTrouble noted(CardTrouble trouble) {
        trace.remark("card " + trouble.kind() + " " + trouble.getMessage());
        return trouble;
    }

    @Override
    public boolean sameCard() throws LinkLost, InterruptedException {
        return slot.sameCard();
    }

    @Override
    public void release() {
        slot.release();
    }

    @Override
    public void close() {
        trace.remark("closed");
        slot.close();
    }
}
