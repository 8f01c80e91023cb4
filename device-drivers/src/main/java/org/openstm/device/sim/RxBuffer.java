package org.openstm.device.sim;

/// A printer's receive buffer: a full one makes the sender wait.
final class RxBuffer {
    /// The buffer was cleared while somebody waited for its next byte.
    static final class Cleared extends Exception {
        Cleared() {
            super("cleared", null, false, false);
        }
    }

    private byte[] ring = new byte[128 * 1024];
    private int from;
    private int count;
    private int clearings;

    synchronized void resize(int capacity) {
        ring = new byte[Math.max(64, capacity)];
        from = 0;
        count = 0;
        notifyAll();
    }

    synchronized void put(byte next) throws InterruptedException {
        while (count == ring.length) wait();
        ring[(from + count++) % ring.length] = next;
        notifyAll();
    }

    synchronized void clear() {
        count = 0;
        clearings++;
        notifyAll();
    }

    synchronized int clearings() {
        return clearings;
    }

    /// @param seen clearings that the caller knows of
    synchronized int take(int seen) throws InterruptedException, Cleared {
        while (count == 0 && clearings == seen) wait();
        if (clearings != seen) throw new Cleared();
        int next = ring[from] & 0xFF;
        from = (from + 1) % ring.length;
        count--;
        notifyAll();
        return next;
    }

    synchronized int waiting() {
        return count;
    }
}
