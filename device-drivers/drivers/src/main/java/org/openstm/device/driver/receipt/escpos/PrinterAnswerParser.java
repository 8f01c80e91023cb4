package org.openstm.device.driver.receipt.escpos;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;

/// Parses the bytes from a printer into answers. Unknown bytes are dropped one by one, so a printer that sends
/// rubbish costs time but never breaks the order.
final class PrinterAnswerParser {
    private static final int LONGEST_TEXT = 256;
    private static final int TEXT = 0x5F;
    private static final int BLOCK = 0x37;

    private byte[] buffer = new byte[1024];
    private int size;
    private final Deque<PrinterAnswer> ready = new ArrayDeque<>();

    void feedBytes(byte[] bytes, int count) {
        if (size + count > buffer.length) buffer = Arrays.copyOf(buffer, size + count + 1024);
        for (int i = 0; i < count; i++) {
            // XON and XOFF may appear between any two bytes of an answer
            if (bytes[i] != 0x11 && bytes[i] != 0x13) buffer[size++] = bytes[i];
        }
        while (size > 0 && parseOne()) {}
    }

    /// Removes and returns the oldest answer of this kind; others stay.
    <A extends PrinterAnswer> Optional<A> takeAnswer(Class<A> kind) {
        for (var each = ready.iterator(); each.hasNext(); ) {
            var answer = each.next();
            if (kind.isInstance(answer)) {
                each.remove();
                return Optional.of(kind.cast(answer));
            }
        }
        return Optional.empty();
    }

    void clearAnswers() {
        size = 0;
        ready.clear();
    }

    /// @return whether an answer was parsed; if not, it is incomplete
    private boolean parseOne() {
        int first = buffer[0] & 0xFF;
        if (first == TEXT) return parseText();
        if (first == BLOCK) return parseBlock();
        if ((first & 0x93) == 0x12) return addAnswer(1, new PrinterAnswer.RealtimeStatus(first));
        if ((first & 0x93) == 0x10) return parseAutoStatus(first);
        if ((first & 0x90) == 0) return addAnswer(1, new PrinterAnswer.Barrier(first));
        return dropBytes(1);
    }

    private boolean parseText() {
        for (int i = 1; i < size; i++)
            if (buffer[i] == 0)
                return addAnswer(
                        i + 1, new PrinterAnswer.TextAnswer(new String(buffer, 1, i - 1, StandardCharsets.US_ASCII)));
        return size > LONGEST_TEXT && dropBytes(1);
    }

    private boolean parseBlock() {
        if (size < 3) return false;
        if (buffer[1] == 0x25 && buffer[2] == 0) return addAnswer(3, new PrinterAnswer.Cleared());
        if (buffer[1] != 0x22) return dropBytes(1);
        if (size < 7) return false;
        return addAnswer(7, new PrinterAnswer.ProcessDone(new String(buffer, 2, 4, StandardCharsets.US_ASCII)));
    }

    private boolean parseAutoStatus(int first) {
        for (int i = 1; i < Math.min(4, size); i++) if ((buffer[i] & 0x90) != 0) return dropBytes(1);
        if (size < 4) return false;
        return addAnswer(4, new PrinterAnswer.AutoStatus(first, buffer[1] & 0xFF, buffer[2] & 0xFF));
    }

    private boolean addAnswer(int count, PrinterAnswer answer) {
        if (ready.size() > 256) ready.removeFirst();
        ready.addLast(answer);
        return dropBytes(count);
    }

    private boolean dropBytes(int count) {
        System.arraycopy(buffer, count, buffer, 0, size - count);
        size -= count;
        return true;
    }
}
