package org.openstm.device.sim.idcard;

import org.jspecify.annotations.Nullable;

/// Collects the host's frames byte by byte, like a small controller.
final class SamvFrameCollector {
    private static final int[] START = {0xAA, 0xAA, 0xAA, 0x96, 0x69};

    private int started;
    private int length = -1;
    private int high = -1;
    private byte[] body = new byte[0];
    private int filled;

    void clearFrame() {
        started = 0;
        length = -1;
        high = -1;
        filled = 0;
    }

    /// @return command, parameter and data of a complete frame, or null while it is incomplete
    byte @Nullable [] addByte(byte next) {
        int value = next & 0xFF;
        if (started < START.length) {
            if (value == START[started]) started++;
            else if (value == 0xAA) started = started == 3 ? 3 : 1;
            else started = 0;
            return null;
        }
        if (high < 0) {
            high = value;
            return null;
        }
        if (length < 0) {
            length = high << 8 | value;
            body = new byte[Math.min(length, 64)];
            if (length < 3 || length > 64) clearFrame();
            return null;
        }
        body[filled++] = next;
        if (filled < length) return null;
        int check = (length >> 8) ^ (length & 0xFF);
        for (int i = 0; i < filled - 1; i++) check ^= body[i] & 0xFF;
        boolean right = check == (body[filled - 1] & 0xFF);
        var whole = java.util.Arrays.copyOf(body, filled - 1);
        clearFrame();
        return right ? whole : null;
    }
}
