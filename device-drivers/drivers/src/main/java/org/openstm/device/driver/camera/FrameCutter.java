package org.openstm.device.driver.camera;

import java.util.Arrays;
import java.util.function.Consumer;

/// Splits a stream of bytes into JPEG pictures by their markers (ITU-T T.81, B.1). Bytes between two pictures are
/// skipped; a picture that is cut off by the next one or has no end is dropped.
final class FrameCutter {
    /// Maximum bytes of one picture. 40 million dots in colour, well compressed, have about this size.
    static final int LARGEST = 8 << 20;

    private enum ParseState {
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
    private ParseState at = ParseState.BETWEEN;
    private int mark;
    private int left;
    private boolean escaped;

    /// @param whole receives each picture that these bytes complete
    void feedBytes(byte[] bytes, int count, Consumer<byte[]> whole) {
        for (int i = 0; i < count; i++) {
            int one = bytes[i] & 0xFF;
            if (at != ParseState.BETWEEN) appendByte((byte) one);
            if (feedByte(one)) {
                whole.accept(Arrays.copyOf(frame, size));
                dropFrame();
            }
        }
    }

    /// @return whether the picture ends with it
    private boolean feedByte(int one) {
        switch (at) {
            case BETWEEN -> {
                if (escaped && one == START) beginFrame();
                else escaped = one == 0xFF;
            }
            case MARK -> {
                if (one == 0xFF) escaped = true;
                else if (escaped) return handleMarker(one);
                else dropFrame();
            }
            case LENGTH_HIGH -> {
                left = one << 8;
                at = ParseState.LENGTH_LOW;
            }
            case LENGTH_LOW -> {
                left = (left | one) - 2;
                if (left < 0) dropFrame();
                else enterSegment();
            }
            case SEGMENT -> {
                left--;
                enterSegment();
            }
            case DOTS -> {
                if (escaped && one != 0xFF) return handleScanMarker(one);
                escaped = one == 0xFF;
            }
        }
        return false;
    }

    /// Handles the marker before a segment.
    private boolean handleMarker(int one) {
        escaped = false;
        mark = one;
        if (one == END) return true;
        if (one == START) beginFrame();
        else at = one == 0 ? ParseState.BETWEEN : ParseState.LENGTH_HIGH;
        return false;
    }

    private void enterSegment() {
        if (left > 0) at = ParseState.SEGMENT;
        else at = mark == SCAN ? ParseState.DOTS : ParseState.MARK;
    }

    /// Handles a byte after 0xFF in the scan data: 0 and D0 to D7 belong to them.
    private boolean handleScanMarker(int one) {
        escaped = false;
        if (one == 0 || one >= 0xD0 && one <= 0xD7) return false;
        return handleMarker(one);
    }

    private void beginFrame() {
        size = 0;
        at = ParseState.MARK;
        escaped = false;
        frame[size++] = (byte) 0xFF;
        frame[size++] = (byte) START;
    }

    private void appendByte(byte one) {
        if (size == LARGEST) {
            dropFrame();
            return;
        }
        if (size == frame.length) frame = Arrays.copyOf(frame, Math.min(LARGEST, 2 * size));
        frame[size++] = one;
    }

    private void dropFrame() {
        size = 0;
        at = ParseState.BETWEEN;
        escaped = false;
    }
}
