package example.orrin;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Receives and sorts the answers of the printer.
final class OrrinHead {
    private static final int[] CLEARING = {0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08};
    private static final int BLOCK = 0x37;

    private final Wire wire;
    private final BlockingQueue<Integer> states = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> blocks = new LinkedBlockingQueue<>();
    private final ByteBuffer partial = ByteBuffer.allocate(16);

    OrrinHead(Wire wire) {
        this.wire = wire;
    }

    /// Runs until the wire is closed.
    void listen() {
        var in = ByteBuffer.allocate(256);
        while (!wire.lost()) {
            if (wire.read(in.clear()) == 0) Pause.brief();
            in.flip();
            while (in.hasRemaining()) take(in.get());
        }
    }

    private void take(byte one) {
        if (partial.position() == 0 && one != BLOCK) {
            if ((one & 0x93) == 0x12) states.add(one & 0xFF);
            return;
        }
        partial.put(one);
        int kind = partial.position() < 2 ? 0 : partial.get(1);
        boolean whole = kind == 0x22 ? partial.position() == 7 : kind != 0 && partial.position() == 3;
        if (!whole) return;
        blocks.add(new String(partial.array(), 1, partial.position() - 2, StandardCharsets.ISO_8859_1));
        partial.clear();
    }

    /// @param which one of the four status queries
    /// @return the answer, or a negative number if there was none
    synchronized int asked(int which) throws InterruptedException {
        states.clear();
        if (!wire.send(200, 0x10, 0x04, which)) return -1;
        var answer = states.poll(400, TimeUnit.MILLISECONDS);
        return answer == null ? -1 : answer;
    }

    void wantWord(String id) {
        wire.send(
                500, 0x1D, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30, id.charAt(0), id.charAt(1), id.charAt(2), id.charAt(3));
    }

    /// @return whether the printer reported the paper of this number as printed
    boolean heard(String id, long millis) throws InterruptedException {
        var block = blocks.poll(millis, TimeUnit.MILLISECONDS);
        return block != null && block.equals("\"" + id);
    }

    void clear() throws InterruptedException {
        blocks.clear();
        if (wire.send(500, CLEARING)) {
            var cleared = blocks.poll(500, TimeUnit.MILLISECONDS);
            if (cleared == null) wire.send(100, 0x00);
        }
    }
}
