package org.openstm.device.driver.receipt.escpos;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;

/// Sorts the bytes that come back from a printer. Bytes that belong to nothing are dropped one by one, so a printer
/// that sends rubbish costs time and never the order.
final class Answers {
    private static final int LONGEST_TEXT = 256;
    private static final int TEXT = 0x5F;
    private static final int BLOCK = 0x37;

    private byte[] buffer = new byte[1024];
    private int size;
    private final Deque<Answer> ready = new ArrayDeque<>();

    void feed(byte[] bytes, int count) {
        if (size + count > buffer.length) buffer = Arrays.copyOf(buffer, size + count + 1024);
        for (int i = 0; i < count; i++) {
            // XON and XOFF may stand between any two bytes of an answer
            if (bytes[i] != 0x11 && bytes[i] != 0x13) buffer[size++] = bytes[i];
        }
        while (size > 0 && sortOne()) {}
    }

    /// The oldest answer of this kind; others stay.
    <A extends Answer> Optional<A> take(Class<A> kind) {
        for (var each = ready.iterator(); each.hasNext(); ) {
            var answer = each.next();
            if (kind.isInstance(answer)) {
                each.remove();
                return Optional.of(kind.cast(answer));
            }
        }
        return Optional.empty();
    }

    void clear() {
        size = 0;
        ready.clear();
    }

    /// @return whether anything was sorted; if not, the answer is not whole yet
    private boolean sortOne() {
        int first = buffer[0] & 0xFF;
        if (first == TEXT) return text();
        if (first == BLOCK) return block();
        if ((first & 0x93) == 0x12) return done(1, new Answer.Realtime(first));
        if ((first & 0x93) == 0x10) return change(first);
        if ((first & 0x90) == 0) return done(1, new Answer.Barrier(first));
        return drop(1);
    }

    private boolean text() {
        for (int i = 1; i < size; i++)
            if (buffer[i] == 0)
                return done(i + 1, new Answer.Text(new String(buffer, 1, i - 1, StandardCharsets.US_ASCII)));
        return size > LONGEST_TEXT && drop(1);
    }

    private boolean block() {
        if (size < 3) return false;
        if (buffer[1] == 0x25 && buffer[2] == 0) return done(3, new Answer.Cleared());
        if (buffer[1] != 0x22) return drop(1);
        if (size < 7) return false;
        return done(7, new Answer.Done(new String(buffer, 2, 4, StandardCharsets.US_ASCII)));
    }

    private boolean change(int first) {
        for (int i = 1; i < Math.min(4, size); i++) if ((buffer[i] & 0x90) != 0) return drop(1);
        if (size < 4) return false;
        return done(4, new Answer.Change(first, buffer[1] & 0xFF, buffer[2] & 0xFF));
    }

    private boolean done(int count, Answer answer) {
        if (ready.size() > 256) ready.removeFirst();
        ready.addLast(answer);
        return drop(count);
    }

    private boolean drop(int count) {
        System.arraycopy(buffer, count, buffer, 0, size - count);
        size -= count;
        return true;
    }
}
