package org.openstm.device.driver.idcard.samv;

import java.util.Arrays;

/// Finds frames in a stream that may contain anything: noise before the preamble, extra AA, frames in pieces, wrong
/// lengths. It never blocks; the caller decides how long to feed it.
///
/// A card's photograph may be any bytes, even a complete frame with another person's data. So the parser does not
/// search inside or after a damaged frame, nor so far from the beginning that its head may have been lost: the
/// request is repeated.
final class SamvFrameParser {
    private static final int PREAMBLE = 5;
    private static final int SHORTEST = 4;
    private static final int LONGEST = 0x090A;

    /// Maximum noise before a frame; less than the bytes before the photograph in an answer.
    private static final int MOST_NOISE = 64;

    private byte[] buffer = new byte[4096];
    private int size;
    private boolean damaged;
    private int noise;

    sealed interface ParseResult {
        record CompleteFrame(SamvReply reply) implements ParseResult {}

        /// More bytes are needed.
        ///
        /// @param begun whether a preamble was seen
        record MoreNeeded(boolean begun) implements ParseResult {}
    }

    void startOver() {
        wipeBuffer();
        damaged = false;
        noise = 0;
    }

    /// Wipes the received bytes from memory: they may be a card's data.
    void wipeBuffer() {
        Arrays.fill(buffer, (byte) 0);
        size = 0;
    }

    /// Whether data were damaged since [#startOver]; then no further frame is found.
    boolean isDamaged() {
        return damaged;
    }

    void feedBytes(byte[] bytes, int count) {
        if (size + count > buffer.length) {
            var outgrown = buffer;
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + count));
            Arrays.fill(outgrown, (byte) 0);
        }
        System.arraycopy(bytes, 0, buffer, size, count);
        size += count;
    }

    ParseResult nextFrame() {
        while (!damaged) {
            int start = findPreamble();
            int before = start < 0 ? size - Math.min(size, PREAMBLE - 1) : start;
            noise += before;
            dropBytes(before);
            if (start < 0) return new ParseResult.MoreNeeded(false);
            if (noise > MOST_NOISE) {
                markDamaged();
                continue;
            }
            if (size < PREAMBLE + 2) return new ParseResult.MoreNeeded(true);
            int length = (buffer[PREAMBLE] & 0xFF) << 8 | (buffer[PREAMBLE + 1] & 0xFF);
            if (length < SHORTEST || length > LONGEST) {
                markDamaged();
                continue;
            }
            int whole = PREAMBLE + 2 + length;
            if (size < whole) return new ParseResult.MoreNeeded(true);
            if (checksumOf(whole) != buffer[whole - 1]) {
                markDamaged();
                continue;
            }
            var reply = new SamvReply(
                    buffer[7] & 0xFF, buffer[8] & 0xFF, buffer[9] & 0xFF, Arrays.copyOfRange(buffer, 10, whole - 1));
            dropBytes(whole);
            noise = 0;
            return new ParseResult.CompleteFrame(reply);
        }
        wipeBuffer();
        return new ParseResult.MoreNeeded(false);
    }

    /// Marks the incomplete frame as damaged.
    void markDamaged() {
        damaged = true;
        wipeBuffer();
    }

    private int findPreamble() {
        for (int i = 0; i + PREAMBLE <= size; i++)
            if (buffer[i] == (byte) 0xAA
                    && buffer[i + 1] == (byte) 0xAA
                    && buffer[i + 2] == (byte) 0xAA
                    && buffer[i + 3] == (byte) 0x96
                    && buffer[i + 4] == 0x69) return i;
        return -1;
    }

    private byte checksumOf(int whole) {
        int check = 0;
        for (int i = PREAMBLE; i < whole - 1; i++) check ^= buffer[i];
        return (byte) check;
    }

    private void dropBytes(int count) {
        System.arraycopy(buffer, count, buffer, 0, size - count);
        Arrays.fill(buffer, size - count, size, (byte) 0);
        size -= count;
    }
}
