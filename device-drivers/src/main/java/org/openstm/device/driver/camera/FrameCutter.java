package org.openstm.device.driver.camera;

import java.util.Arrays;
import java.util.function.Consumer;

/// Cuts a stream of bytes into JPEG pictures by their marks (ITU-T T.81, B.1). What is between two pictures is passed
/// over, a picture that is cut off by the next is dropped, and so is one without an end.
final class FrameCutter {
    /// Of one picture. 40 million dots in colour, well compressed, are about as much.
    static final int LARGEST = 8 << 20;

    private enum At {
        BETWEEN,
        MARK,
        LENGTH_HIGH,
        LENGTH_LOW,
        SEGMENT,
        DOTS
    }

    private static final int START = 0xD8;
    private static final int END = 0xD9;
    private static final int SCAN = 0xDA;

    private byte[] frame = new byte[1 << 16];
    private int size;
    private At at = At.BETWEEN;
    private int mark;
    private int left;
    private boolean escaped;

    /// @param whole takes each picture that these bytes complete
    void take(byte[] bytes, int count, Consumer<byte[]> whole) {
        for (int i = 0; i < count; i++) {
            int one = bytes[i] & 0xFF;
            if (at != At.BETWEEN) keep((byte) one);
            if (one(one)) {
                whole.accept(Arrays.copyOf(frame, size));
                drop();
            }
        }
    }

    /// @return whether the picture ends with it
    private boolean one(int one) {
        switch (at) {
            case BETWEEN -> {
                if (escaped && one == START) begin();
                else escaped = one == 0xFF;
            }
            case MARK -> {
                if (one == 0xFF) escaped = true;
                else if (escaped) return marked(one);
                else drop();
            }
            case LENGTH_HIGH -> {
                left = one << 8;
                at = At.LENGTH_LOW;
            }
            case LENGTH_LOW -> {
                left = (left | one) - 2;
                if (left < 0) drop();
                else segment();
            }
            case SEGMENT -> {
                left--;
                segment();
            }
            case DOTS -> {
                if (escaped && one != 0xFF) return dots(one);
                escaped = one == 0xFF;
            }
        }
        return false;
    }

    /// A mark in front of a segment.
    private boolean marked(int one) {
        escaped = false;
        mark = one;
        if (one == END) return true;
        if (one == START) begin();
        else at = one == 0 ? At.BETWEEN : At.LENGTH_HIGH;
        return false;
    }

    private void segment() {
        if (left > 0) at = At.SEGMENT;
        else at = mark == SCAN ? At.DOTS : At.MARK;
    }

    /// What stands behind 0xFF among the dots: 0 and D0 to D7 belong to them.
    private boolean dots(int one) {
        escaped = false;
        if (one == 0 || one >= 0xD0 && one <= 0xD7) return false;
        return marked(one);
    }

    private void begin() {
        size = 0;
        at = At.MARK;
        escaped = false;
        frame[size++] = (byte) 0xFF;
        frame[size++] = (byte) START;
    }

    private void keep(byte one) {
        if (size == LARGEST) {
            drop();
            return;
        }
        if (size == frame.length) frame = Arrays.copyOf(frame, Math.min(LARGEST, 2 * size));
        frame[size++] = one;
    }

    private void drop() {
        size = 0;
        at = At.BETWEEN;
        escaped = false;
    }
}
