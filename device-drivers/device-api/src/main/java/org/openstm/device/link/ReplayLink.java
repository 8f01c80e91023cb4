package org.openstm.device.link;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;

/// Plays the device's side of a trace: the host must write the recorded bytes, and the recorded answers follow. If
/// the host writes anything else, the link is lost, with the line number of the trace. Masked bytes of the host may
/// have any value; masked bytes of the device are zeros.
final class ReplayLink implements Link {
    private static final int FAST = 1_000_000;
    private static final long SLICE_MILLIS = 20;

    private final Path file;
    private final Deque<TraceLine> left;
    private int taken;
    private boolean closed;

    private ReplayLink(Path file, List<TraceLine> pieces) {
        this.file = file;
        this.left = new ArrayDeque<>(pieces);
    }

    static ReplayLink open(LinkAddress address) throws LinkLost {
        var file = Path.of(address.target());
        return new ReplayLink(file, TraceLine.read(file));
    }

    @Override
    public int read(byte[] into, Deadline until) throws LinkLost, InterruptedException {
        int count = said(into);
        while (count == 0 && !until.over()) {
            Thread.sleep(Math.min(SLICE_MILLIS, until.millisLeft()));
            count = said(into);
        }
        return count;
    }

    /// @return 0 while the host has to write, and at the end
    private synchronized int said(byte[] into) throws LinkLost {
        if (closed) throw lost("closed");
        var next = left.peek();
        if (next == null || !next.fromDevice()) return 0;
        int count = Math.min(into.length, next.bytes().length - taken);
        System.arraycopy(next.bytes(), taken, into, 0, count);
        took(next, count);
        return count;
    }

    @Override
    public synchronized int write(byte[] bytes, int from, int length, Deadline until) throws LinkLost {
        int written = 0;
        while (written < length) {
            var next = next();
            int count = Math.min(length - written, next.bytes().length - taken);
            boolean same = next.masked()
                    || Arrays.equals(bytes, from + written, from + written + count, next.bytes(), taken, taken + count);
            if (next.fromDevice() || !same)
                throw lost("line " + next.number() + ": the host said "
                        + HexFormat.of().withUpperCase().formatHex(bytes, from, from + length));
            took(next, count);
            written += count;
        }
        return length;
    }

    private TraceLine next() throws LinkLost {
        var next = left.peek();
        if (closed || next == null) throw lost("the trace is at its end");
        return next;
    }

    private void took(TraceLine piece, int count) {
        taken += count;
        if (taken < piece.bytes().length) return;
        left.remove();
        taken = 0;
    }

    private LinkLost lost(String why) {
        closed = true;
        return new LinkLost(file.getFileName() + ": " + why);
    }

    /// Recorded bytes arrive on request: there is nothing to discard.
    @Override
    public void discard() {}

    @Override
    public int bytesPerSecond() {
        return FAST;
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
