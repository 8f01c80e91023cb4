package org.openstm.device.link;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;

/// Plays the card's side of a trace: each command must be the recorded one, and the recorded answer follows. At the
/// end of the trace the card is out.
final class ReplaySlot implements CardSlot {
    private final Path file;
    private final Deque<TraceLine> left;
    private volatile boolean closed;

    private ReplaySlot(Path file, List<TraceLine> lines) {
        this.file = file;
        this.left = new ArrayDeque<>(lines);
    }

    static CardSlot open(LinkAddress address) throws LinkLost {
        var file = Path.of(address.target());
        return new ReplaySlot(file, TraceLine.read(file));
    }

    @Override
    public synchronized Look look() throws LinkLost {
        if (closed) throw lost("closed");
        return left.isEmpty() ? Look.EMPTY : Look.CARD;
    }

    @Override
    public String reader() {
        return String.valueOf(file.getFileName());
    }

    @Override
    public void power(Deadline until) throws LinkLost {
        var _ = look();
    }

    @Override
    public synchronized byte[] transmit(byte[] command, Deadline until) throws LinkLost {
        var next = left.poll();
        if (closed || next == null) throw lost("the trace is at its end");
        boolean same = next.masked() ? next.bytes().length == command.length : Arrays.equals(next.bytes(), command);
        if (next.fromDevice() || !same)
            throw lost("line " + next.number() + ": the host said "
                    + HexFormat.of().withUpperCase().formatHex(command));
        var answer = new ByteArrayOutputStream();
        for (var line = left.peek(); line != null && line.fromDevice(); line = left.peek()) {
            answer.writeBytes(line.bytes());
            left.remove();
        }
        return answer.toByteArray();
    }

    @Override
    public boolean sameCard() throws LinkLost {
        return look() == Look.CARD;
    }

    @Override
    public void release() {}

    private LinkLost lost(String why) {
        closed = true;
        return new LinkLost(file.getFileName() + ": " + why);
    }

    @Override
    public void close() {
        closed = true;
    }
}
