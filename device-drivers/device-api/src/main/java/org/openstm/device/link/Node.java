package org.openstm.device.link;

import java.io.IOException;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/// An open device node. Waits are divided into short slices, so that closing from another thread never meets a call
/// that still uses the descriptor: its number may have been reused by then.
final class Node implements AutoCloseable {
    static final int SLICE_MILLIS = 100;

    private final int descriptor;
    private final ReentrantReadWriteLock use = new ReentrantReadWriteLock();
    private boolean closed;

    Node(int descriptor) {
        this.descriptor = descriptor;
    }

    /// @return count, 0 when nothing arrived within a slice, -1 when the node is gone
    int read(byte[] into, long millis) throws IOException {
        use.readLock().lock();
        try {
            if (closed) return -1;
            if (!Posix.poll(descriptor, Posix.POLL_IN, (int) Math.min(SLICE_MILLIS, millis))) return 0;
            return outcome(Posix.read(descriptor, into), true);
        } finally {
            use.readLock().unlock();
        }
    }

    /// @return count, 0 when nothing could be written within a slice, -1 when the node is gone
    int write(byte[] bytes, int from, int length, long millis) throws IOException {
        use.readLock().lock();
        try {
            if (closed) return -1;
            if (!Posix.poll(descriptor, Posix.POLL_OUT, (int) Math.min(SLICE_MILLIS, millis))) return 0;
            return outcome(Posix.write(descriptor, bytes, from, length), false);
        } finally {
            use.readLock().unlock();
        }
    }

    private static int outcome(int result, boolean zeroIsEnd) {
        if (result == -Posix.TRY_AGAIN || result == -Posix.INTERRUPTED) return 0;
        return result < 0 || (result == 0 && zeroIsEnd) ? -1 : result;
    }

    @Override
    public void close() {
        use.writeLock().lock();
        try {
            if (!closed) Posix.close(descriptor);
            closed = true;
        } finally {
            use.writeLock().unlock();
        }
    }
}
