package org.openstm.device.driver.idcard.samv;

import java.util.Arrays;

/// Finds frames in a stream that may hold anything: noise before the preamble, extra AA, frames in pieces, lengths that
/// lie. It never waits; whoever feeds it decides how long to.
final class FrameParser {
    private static final int PREAMBLE = 5;
    private static final int SHORTEST = 4;
    private static final int LONGEST = 0x090A;

    private byte[] buffer = new byte[4096];
    private int size;
    private int damaged;

    sealed interface Found {
        record Frame(Reply reply) implements Found {}

        /// More bytes are needed.
        ///
        /// @param begun whether a preamble was seen
        record Wait(boolean begun) implements Found {}
    }

    void clear() {
        forget();
        damaged = 0;
    }

    /// Nothing of what came stays in memory: it may be a card.
    void forget() {
        Arrays.fill(buffer, (byte) 0);
        size = 0;
    }

    /// How many frames with a wrong checksum or an impossible length went by since [#clear].
    int damaged() {
        return damaged;
    }

    void feed(byte[] bytes, int count) {
        if (size + count > buffer.length) {
            var outgrown = buffer;
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + count));
            Arrays.fill(outgrown, (byte) 0);
        }
        System.arraycopy(bytes, 0, buffer, size, count);
        size += count;
    }

    Found next() {
        while (true) {
            int start = preamble();
            if (start < 0) {
                drop(size - Math.min(size, PREAMBLE - 1));
                return new Found.Wait(false);
            }
            drop(start);
            if (size < PREAMBLE + 2) return new Found.Wait(true);
            int length = (buffer[PREAMBLE] & 0xFF) << 8 | (buffer[PREAMBLE + 1] & 0xFF);
            if (length < SHORTEST || length > LONGEST) {
                giveUp();
                continue;
            }
            int whole = PREAMBLE + 2 + length;
            if (size < whole) return new Found.Wait(true);
            if (check(whole) != buffer[whole - 1]) {
                giveUp();
                continue;
            }
            var reply = new Reply(
                    buffer[7] & 0xFF, buffer[8] & 0xFF, buffer[9] & 0xFF, Arrays.copyOfRange(buffer, 10, whole - 1));
            drop(whole);
            return new Found.Frame(reply);
        }
    }

    /// Passes over the preamble that leads nowhere; a real frame may stand inside what it claimed.
    void giveUp() {
        damaged++;
        drop(Math.min(size, PREAMBLE));
    }

    private int preamble() {
        for (int i = 0; i + PREAMBLE <= size; i++)
            if (buffer[i] == (byte) 0xAA
                    && buffer[i + 1] == (byte) 0xAA
                    && buffer[i + 2] == (byte) 0xAA
                    && buffer[i + 3] == (byte) 0x96
                    && buffer[i + 4] == 0x69) return i;
        return -1;
    }

    private byte check(int whole) {
        int check = 0;
        for (int i = PREAMBLE; i < whole - 1; i++) check ^= buffer[i];
        return (byte) check;
    }

    private void drop(int count) {
        System.arraycopy(buffer, count, buffer, 0, size - count);
        Arrays.fill(buffer, size - count, size, (byte) 0);
        size -= count;
    }
}
