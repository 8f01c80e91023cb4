package org.openstm.device.sim;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.openstm.device.sim.RxBuffer.Cleared;

/// The command interpreter of a receipt printer: one byte decides what the next ones mean. What it does not
/// know, or knows and does not draw, it passes over and counts: a paper that lacks something does not pass
/// for a whole one.
final class EscPosMachine {
    private final PrinterBody body;
    private final PaperRoll roll;
    private final Typist typist;
    private final QrStore qr = new QrStore();
    private final MatrixStore matrix = new MatrixStore();
    private final BarSettings bars = new BarSettings();
    private final RasterHead head;
    private final Map<String, Integer> unknown = new TreeMap<>();

    EscPosMachine(PrinterBody body, PaperRoll roll) {
        this.body = body;
        this.roll = roll;
        this.typist = new Typist(body, roll);
        this.head = new RasterHead(body, roll, typist);
    }

    /// Commands that nobody knew or drew, since the start, and how often each came.
    synchronized Map<String, Integer> unknown() {
        return Map.copyOf(unknown);
    }

    private synchronized void unknown(int... bytes) {
        var name = new StringJoiner(" ");
        for (int one : bytes) name.add("%02X".formatted(one));
        unknown.merge(name.toString(), 1, Integer::sum);
    }

    void reset() {
        typist.reset();
    }

    /// Does one command or prints one character.
    void step() throws InterruptedException, Cleared {
        int first = body.next();
        switch (first) {
            case 0x0A -> typist.lineFeed();
            case 0x0D, 0x0C, 0x18, 0x00 -> {}
            case 0x09 -> typist.tab();
            case 0x10 -> realtime(body.next());
            case 0x1B -> escape(body.next());
            case 0x1C -> chinese(body.next());
            case 0x1D -> group(body.next());
            default -> typist.type(first);
        }
    }

    /// They were obeyed when they arrived; here only their bytes are passed over.
    private void realtime(int which) throws InterruptedException, Cleared {
        switch (which) {
            case 0x04, 0x05 -> skip(1);
            case 0x14 -> skip(body.next() == 8 ? 7 : 2);
            default -> unknown(0x10, which);
        }
    }

    private void escape(int which) throws InterruptedException, Cleared {
        switch (which) {
            case '@' -> {
                typist.reset();
                body.watch(0);
            }
            case '!' -> typist.mode(body.next());
            case 'E', 'G' -> typist.bold((body.next() & 1) == 1);
            case '-' -> typist.underline(body.next() & 3);
            case 'M' -> typist.font(body.next() & 1);
            case 'a' -> typist.align(body.next() & 3);
            case '2' -> typist.lineSpacing(30);
            case '3' -> typist.lineSpacing(body.next());
            case ' ' -> typist.spacing(body.next());
            case 'd' -> typist.feedLines(body.next());
            case 'J' -> typist.feedDots(body.next());
            case '$' -> typist.moveTo(two());
            case '\\' -> typist.moveBy((short) two());
            case '*' -> head.columns(body.next(), two());
            case 'i', 'm' -> {
                if (!lacks("partial-cut", 0x1B, which)) cut(0);
            }
            case 'D' -> {
                while (body.next() != 0) {}
            }
            case 'S', '<', 'v' -> {}
            case 'L' -> unknown(0x1B, 'L'); // a page's parts come out one below the other
            case 'p' -> skip(3);
            case 'c', 'f' -> skip(2);
            case 'W' -> skip(8);
            case '&' -> {
                int bytes = body.next();
                int from = body.next();
                int to = body.next();
                for (int i = from; i <= to; i++) skip(bytes * body.next());
            }
            case 't' -> typist.codePage(body.next());
            case 'V', '%' -> undrawn(body.next() % 48, 0x1B, which);
            case '{', 'r' -> undrawn(body.next() & 1, 0x1B, which);
            case 'R', 'T', '=', '?', 'u', 'e', 'K', 'U', 'C', 'F' -> skip(1);
            default -> unknown(0x1B, which);
        }
    }

    private void chinese(int which) throws InterruptedException, Cleared {
        switch (which) {
            case '&' -> typist.chinese(true);
            case '.' -> typist.chinese(false);
            case '!' -> typist.chineseMode(body.next());
            case '-' -> typist.chineseUnderline(body.next() & 3);
            case 'W' -> typist.chineseDouble((body.next() & 1) == 1);
            case 'S' -> typist.chineseSpacing(body.next(), body.next());
            case '2' -> {
                unknown(0x1C, '2'); // a character of the user's own
                skip(2 + 72);
            }
            case '?' -> skip(2);
            case 'C' -> skip(1);
            case 'p' -> {
                unknown(0x1C, 'p'); // a picture that the printer keeps
                skip(2);
            }
            case '(' -> {
                skip(1);
                skip(two());
            }
            default -> unknown(0x1C, which);
        }
    }

    private void group(int which) throws InterruptedException, Cleared {
        switch (which) {
            case '!' -> typist.size(body.next());
            case 'B' -> typist.reverse((body.next() & 1) == 1);
            case 'L' -> typist.left(two());
            case 'W' -> typist.area(two());
            case 'V' -> {
                int how = body.next();
                int feed = how == 65 || how == 66 || how == 97 || how == 98 ? body.next() : 0;
                boolean partial = how == 1 || how == 49 || how == 66 || how == 98;
                if (!lacks(partial ? "partial-cut" : "full-cut", 0x1D, which, how)) cut(feed);
            }
            case 'v' -> {
                skip(1);
                int mode = body.next();
                int bytesWide = two();
                int rows = two();
                if (lacks("raster", 0x1D, which)) skip(bytesWide * rows);
                else head.raster(mode, bytesWide, rows);
            }
            case '(' -> functions(body.next());
            case '8' -> {
                skip(1);
                graphics(which, two() | two() << 16);
            }
            case 'I' -> identify(body.next());
            case 'r' -> barrier(body.next());
            case 'g' -> counters(body.next());
            case 'a' -> body.watch(body.next());
            case 'k' -> barcode(body.next());
            case 'P', '$', '\\' -> skip(2);
            case '*' -> skip(8 * body.next() * body.next());
            case '^' -> skip(3);
            case ':' -> {}
            case 'C' -> {
                int how = body.next();
                skip(how == '0' || how == 0 ? 2 : how == '1' || how == 1 ? 6 : how == '2' || how == 2 ? 2 : 0);
            }
            case '/' -> {
                unknown(0x1D, '/'); // a picture that was sent before
                skip(1);
            }
            case 'c' -> unknown(0x1D, 'c'); // a number that the printer counts up
            case 'H' -> bars.letters(body.next());
            case 'h' -> bars.height(body.next());
            case 'w' -> bars.module(body.next());
            case 'z' -> skip(3);
            case 'E', 'T', 'b', 'f', 'j' -> skip(1);
            default -> unknown(0x1D, which);
        }
    }

    private void functions(int family) throws InterruptedException, Cleared {
        int length = two();
        switch (family) {
            case 'L' -> graphics(family, length);
            case 'k' -> {
                var order = read(length);
                if (!lacks("qr", 0x1D, '(', family)) symbol(order);
            }
            case 'H' -> processId(read(length));
            case 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'I', 'J', 'K', 'M', 'N', 'P', 'Q', 'V', 'X', 'Y', 'z' ->
                skip(length);
            default -> {
                unknown(0x1D, '(', family);
                skip(length);
            }
        }
    }

    private void symbol(byte[] order) throws InterruptedException, Cleared {
        if (qr.take(order)) {
            head.picture(qr.dots(), qr.width());
            roll.words("QR " + qr.text());
        } else if (MatrixStore.prints(order)) {
            var drawn = matrix.drawn(order[0]);
            if (drawn.isEmpty()) unknown(0x1D, '(', 'k', order[0]);
            else {
                head.picture(drawn.get().dots(), drawn.get().width());
                roll.words(drawn.get().words());
            }
        } else matrix.keep(order);
    }

    /// @param on 0 for what changes nothing on paper
    private void undrawn(int on, int... command) {
        if (on != 0) unknown(command);
    }

    private void graphics(int family, int length) throws InterruptedException, Cleared {
        if (lacks("graphics", 0x1D, family)) skip(length);
        else head.graphics(length);
    }

    private boolean lacks(String command, int... bytes) {
        boolean lacks = body.lacks(command);
        if (lacks) unknown(bytes);
        return lacks;
    }

    private void processId(byte[] data) throws InterruptedException, Cleared {
        if (data.length != 6 || data[0] != 0x30 || data[1] != 0x30) return;
        body.ready();
        // a printer that does not know the command prints its end as text; this one only keeps quiet
        body.paperDone(Arrays.copyOfRange(data, 2, 6));
    }

    private void identify(int which) throws InterruptedException, Cleared {
        body.ready();
        if (which < 65) {
            body.answer((byte) (which == 3 ? 1 : 0x02));
            return;
        }
        var text = body.identity(which);
        if (!text.isEmpty()) block(text);
    }

    private void counters(int which) throws InterruptedException, Cleared {
        skip(1);
        int number = two();
        if (which == '0' || which == 0) body.resetCounter(number);
        var value = body.counter(number);
        if ((which == '2' || which == 2) && value.isPresent()) block(Long.toString(value.getAsLong()));
    }

    private void block(String text) throws InterruptedException {
        body.answer(("_" + text + "\0").getBytes(StandardCharsets.US_ASCII));
    }

    private void barrier(int which) throws InterruptedException, Cleared {
        body.ready();
        if (!body.answersBarrier()) return;
        body.answer((byte) (which == 1 || which == '1' ? body.rollBits() : 0));
    }

    private void barcode(int kind) throws InterruptedException, Cleared {
        var data = kind >= 65 ? read(body.next()) : upToZero();
        typist.flush();
        var drawn = bars.drawn(kind, data, typist.area());
        if (drawn.isEmpty()) {
            unknown(0x1D, 'k', kind);
            return;
        }
        var letters = drawn.get().letters();
        if (bars.lettersAbove()) type(letters);
        head.picture(drawn.get().dots(), drawn.get().width());
        roll.words("BARCODE " + letters);
        if (bars.lettersBelow()) type(letters);
    }

    private void type(String letters) throws InterruptedException, Cleared {
        for (char letter : letters.toCharArray()) if (letter < 0x80) typist.type(letter);
        typist.lineFeed();
    }

    private void cut(int feed) throws InterruptedException, Cleared {
        typist.flush();
        typist.feedDots(feed);
        body.ready();
        if (roll.rows() > 0) body.cut(roll.tear());
    }

    private byte[] upToZero() throws InterruptedException, Cleared {
        var data = new ByteArrayOutputStream();
        for (int one = body.next(); one != 0; one = body.next()) if (data.size() < 255) data.write(one);
        return data.toByteArray();
    }

    private int two() throws InterruptedException, Cleared {
        int low = body.next();
        return low | body.next() << 8;
    }

    private byte[] read(int count) throws InterruptedException, Cleared {
        var data = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) data.write(body.next());
        return data.toByteArray();
    }

    private void skip(int count) throws InterruptedException, Cleared {
        for (int i = 0; i < count; i++) body.next();
    }
}
