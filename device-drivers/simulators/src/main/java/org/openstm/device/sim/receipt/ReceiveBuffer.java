package org.openstm.device.sim.receipt;

/// A printer's receive buffer: a full one makes the sender wait.
final class ReceiveBuffer {
    /// The buffer was cleared during a wait for its next byte.
    static final class BufferCleared extends Exception {
        BufferCleared() {
            super("cleared", null, false, false);
        }
    }

    private byte[] ring = new byte[128 * 1024];
    private int from;
    private int count;
    private int clearings;

    synchronized void resizeTo(int capacity) {
        ring = new byte[Math.max(64, capacity)];
        from = 0;
        count = 0;
        notifyAll();
    }

    synchronized void putByte(byte next) throws InterruptedException {
        while (count == ring.length) wait();
        ring[(from + count++) % ring.length] = next;
        notifyAll();
    }

    synchronized void clearBuffer() {
        count = 0;
        clearings++;
        notifyAll();
    }

    synchronized int clearingCount() {
        return clearings;
    }

    /// @param seen number of clearings known to the caller
    synchronized int takeByte(int seen) throws InterruptedException, BufferCleared {
        while (count == 0 && clearings == seen) wait();
        if (clearings != seen) throw new BufferCleared();
        int next = ring[from] & 0xFF;
        from = (from + 1) % ring.length;
        count--;
        notifyAll();
        return next;
    }

    synchronized int waitingCount() {
        return count;
    }
}
