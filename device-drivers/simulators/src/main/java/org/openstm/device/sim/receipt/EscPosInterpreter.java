package org.openstm.device.sim.receipt;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.openstm.device.sim.receipt.ReceiveBuffer.BufferCleared;

/// The command interpreter of a receipt printer: one byte decides the meaning of the next ones. Unknown and
/// unsupported commands are skipped and counted, so that an incomplete paper is not mistaken for a complete one.
final class EscPosInterpreter {
    private final PrinterMechanism body;
    private final PaperRoll roll;
    private final EscPosTextPrinter typist;
    private final QrCodeStore qr = new QrCodeStore();
    private final MatrixCodeStore matrix = new MatrixCodeStore();
    private final BarcodeSettings bars = new BarcodeSettings();
    private final RasterHead head;
    private final Map<String, Integer> unknown = new TreeMap<>();

    EscPosInterpreter(PrinterMechanism body, PaperRoll roll) {
        this.body = body;
        this.roll = roll;
        this.typist = new EscPosTextPrinter(body, roll);
        this.head = new RasterHead(body, roll, typist);
    }

    /// Unknown or undrawn commands since the start, with their counts.
    synchronized Map<String, Integer> unknownCommands() {
        return Map.copyOf(unknown);
    }

    private synchronized void countUnknown(int... bytes) {
        var name = new StringJoiner(" ");
        for (int one : bytes) name.add("%02X".formatted(one));
        unknown.merge(name.toString(), 1, Integer::sum);
    }

    void resetModes() {
        typist.resetModes();
    }

    /// Executes one command or prints one character.
    void executeNext() throws InterruptedException, BufferCleared {
        int first = body.nextByte();
        switch (first) {
            case 0x0A -> typist.lineFeed();
            case 0x0D, 0x0C, 0x18, 0x00 -> {}
            case 0x09 -> typist.moveToTab();
            case 0x10 -> skipRealtime(body.nextByte());
            case 0x1B -> executeEscape(body.nextByte());
            case 0x1C -> executeChinese(body.nextByte());
            case 0x1D -> executeGroup(body.nextByte());
            default -> typist.printByte(first);
        }
    }

    /// Skips the bytes of a real-time command, which was executed on arrival.
    private void skipRealtime(int which) throws InterruptedException, BufferCleared {
        switch (which) {
            case 0x04, 0x05 -> skipBytes(1);
            case 0x14 -> skipBytes(body.nextByte() == 8 ? 7 : 2);
            default -> countUnknown(0x10, which);
        }
    }

    private void executeEscape(int which) throws InterruptedException, BufferCleared {
        switch (which) {
            case '@' -> {
                typist.resetModes();
                body.setStatusMask(0);
            }
            case '!' -> typist.setMode(body.nextByte());
            case 'E', 'G' -> typist.setBold((body.nextByte() & 1) == 1);
            case '-' -> typist.setUnderline(body.nextByte() & 3);
            case 'M' -> typist.setFont(body.nextByte() & 1);
            case 'a' -> typist.setAlignment(body.nextByte() & 3);
            case '2' -> typist.setLineSpacing(30);
            case '3' -> typist.setLineSpacing(body.nextByte());
            case ' ' -> typist.setSpacing(body.nextByte());
            case 'd' -> typist.feedLines(body.nextByte());
            case 'J' -> typist.feedDots(body.nextByte());
            case '$' -> typist.moveTo(readTwoBytes());
            case '\\' -> typist.moveBy((short) readTwoBytes());
            case '*' -> head.addColumns(body.nextByte(), readTwoBytes());
            case 'i', 'm' -> {
                if (!isUnsupported("partial-cut", 0x1B, which)) cutPaper(0);
            }
            case 'D' -> {
                while (body.nextByte() != 0) {}
            }
            case 'S', '<', 'v' -> {}
            case 'L' -> countUnknown(0x1B, 'L'); // a page's parts come out one below the other
            case 'p' -> skipBytes(3);
            case 'c', 'f' -> skipBytes(2);
            case 'W' -> skipBytes(8);
            case '&' -> {
                int bytes = body.nextByte();
                int from = body.nextByte();
                int to = body.nextByte();
                for (int i = from; i <= to; i++) skipBytes(bytes * body.nextByte());
            }
            case 't' -> typist.setCodePage(body.nextByte());
            case 'V', '%' -> countUndrawn(body.nextByte() % 48, 0x1B, which);
            case '{', 'r' -> countUndrawn(body.nextByte() & 1, 0x1B, which);
            case 'R', 'T', '=', '?', 'u', 'e', 'K', 'U', 'C', 'F' -> skipBytes(1);
            default -> countUnknown(0x1B, which);
        }
    }

    private void executeChinese(int which) throws InterruptedException, BufferCleared {
        switch (which) {
            case '&' -> typist.setChinese(true);
            case '.' -> typist.setChinese(false);
            case '!' -> typist.setChineseMode(body.nextByte());
            case '-' -> typist.setChineseUnderline(body.nextByte() & 3);
            case 'W' -> typist.setChineseDouble((body.nextByte() & 1) == 1);
            case 'S' -> typist.setChineseSpacing(body.nextByte(), body.nextByte());
            case '2' -> {
                countUnknown(0x1C, '2'); // a character of the user's own
                skipBytes(2 + 72);
            }
            case '?' -> skipBytes(2);
            case 'C' -> skipBytes(1);
            case 'p' -> {
                countUnknown(0x1C, 'p'); // a picture that the printer keeps
                skipBytes(2);
            }
            case '(' -> {
                skipBytes(1);
                skipBytes(readTwoBytes());
            }
            default -> countUnknown(0x1C, which);
        }
    }

    private void executeGroup(int which) throws InterruptedException, BufferCleared {
        switch (which) {
            case '!' -> typist.setSize(body.nextByte());
            case 'B' -> typist.setReverse((body.nextByte() & 1) == 1);
            case 'L' -> typist.setLeftMargin(readTwoBytes());
            case 'W' -> typist.setAreaWidth(readTwoBytes());
            case 'V' -> {
                int how = body.nextByte();
                int feed = how == 65 || how == 66 || how == 97 || how == 98 ? body.nextByte() : 0;
                boolean partial = how == 1 || how == 49 || how == 66 || how == 98;
                if (!isUnsupported(partial ? "partial-cut" : "full-cut", 0x1D, which, how)) cutPaper(feed);
            }
            case 'v' -> {
                skipBytes(1);
                int mode = body.nextByte();
                int bytesWide = readTwoBytes();
                int rows = readTwoBytes();
                if (isUnsupported("raster", 0x1D, which)) skipBytes(bytesWide * rows);
                else head.printRaster(mode, bytesWide, rows);
            }
            case '(' -> executeFunctions(body.nextByte());
            case '8' -> {
                skipBytes(1);
                executeGraphics(which, readTwoBytes() | readTwoBytes() << 16);
            }
            case 'I' -> answerIdentity(body.nextByte());
            case 'r' -> answerBarrier(body.nextByte());
            case 'g' -> answerCounters(body.nextByte());
            case 'a' -> body.setStatusMask(body.nextByte());
            case 'k' -> printBarcode(body.nextByte());
            case 'P', '$', '\\' -> skipBytes(2);
            case '*' -> skipBytes(8 * body.nextByte() * body.nextByte());
            case '^' -> skipBytes(3);
            case ':' -> {}
            case 'C' -> {
                int how = body.nextByte();
                skipBytes(how == '0' || how == 0 ? 2 : how == '1' || how == 1 ? 6 : how == '2' || how == 2 ? 2 : 0);
            }
            case '/' -> {
                countUnknown(0x1D, '/'); // a picture that was sent before
                skipBytes(1);
            }
            case 'c' -> countUnknown(0x1D, 'c'); // a number that the printer counts up
            case 'H' -> bars.setLetterPlace(body.nextByte());
            case 'h' -> bars.setHeight(body.nextByte());
            case 'w' -> bars.setModuleWidth(body.nextByte());
            case 'z' -> skipBytes(3);
            case 'E', 'T', 'b', 'f', 'j' -> skipBytes(1);
            default -> countUnknown(0x1D, which);
        }
    }

    private void executeFunctions(int family) throws InterruptedException, BufferCleared {
        int length = readTwoBytes();
        switch (family) {
            case 'L' -> executeGraphics(family, length);
            case 'k' -> {
                var order = readBytes(length);
                if (!isUnsupported("qr", 0x1D, '(', family)) executeSymbol(order);
            }
            case 'H' -> answerProcessId(readBytes(length));
            case 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'I', 'J', 'K', 'M', 'N', 'P', 'Q', 'V', 'X', 'Y', 'z' ->
                skipBytes(length);
            default -> {
                countUnknown(0x1D, '(', family);
                skipBytes(length);
            }
        }
    }

    private void executeSymbol(byte[] order) throws InterruptedException, BufferCleared {
        if (qr.acceptOrder(order)) {
            head.printPicture(qr.dots(), qr.width());
            roll.noteText("QR " + qr.storedText());
        } else if (MatrixCodeStore.isPrintOrder(order)) {
            var drawn = matrix.drawCode(order[0]);
            if (drawn.isEmpty()) countUnknown(0x1D, '(', 'k', order[0]);
            else {
                head.printPicture(drawn.get().dots(), drawn.get().width());
                roll.noteText(drawn.get().paperText());
            }
        } else matrix.storeOrder(order);
    }

    /// @param on 0 for a command without effect on paper
    private void countUndrawn(int on, int... command) {
        if (on != 0) countUnknown(command);
    }

    private void executeGraphics(int family, int length) throws InterruptedException, BufferCleared {
        if (isUnsupported("graphics", 0x1D, family)) skipBytes(length);
        else head.runGraphics(length);
    }

    private boolean isUnsupported(String command, int... bytes) {
        boolean lacks = body.isUnsupported(command);
        if (lacks) countUnknown(bytes);
        return lacks;
    }

    private void answerProcessId(byte[] data) throws InterruptedException, BufferCleared {
        if (data.length != 6 || data[0] != 0x30 || data[1] != 0x30) return;
        body.awaitReady();
        // a printer without this command prints its last bytes as text; this one stays silent
        body.reportPaperDone(Arrays.copyOfRange(data, 2, 6));
    }

    private void answerIdentity(int which) throws InterruptedException, BufferCleared {
        body.awaitReady();
        if (which < 65) {
            body.sendAnswer((byte) (which == 3 ? 1 : 0x02));
            return;
        }
        var text = body.identityText(which);
        if (!text.isEmpty()) answerBlock(text);
    }

    private void answerCounters(int which) throws InterruptedException, BufferCleared {
        skipBytes(1);
        int number = readTwoBytes();
        if (which == '0' || which == 0) body.resetCounter(number);
        var value = body.counterValue(number);
        if ((which == '2' || which == 2) && value.isPresent()) answerBlock(Long.toString(value.getAsLong()));
    }

    private void answerBlock(String text) throws InterruptedException {
        body.sendAnswer(("_" + text + "\0").getBytes(StandardCharsets.US_ASCII));
    }

    private void answerBarrier(int which) throws InterruptedException, BufferCleared {
        body.awaitReady();
        if (!body.answersBarrier()) return;
        body.sendAnswer((byte) (which == 1 || which == '1' ? body.paperSensorBits() : 0));
    }

    private void printBarcode(int kind) throws InterruptedException, BufferCleared {
        var data = kind >= 65 ? readBytes(body.nextByte()) : readToZero();
        typist.flushLine();
        var drawn = bars.drawBarcode(kind, data, typist.areaWidth());
        if (drawn.isEmpty()) {
            countUnknown(0x1D, 'k', kind);
            return;
        }
        var letters = drawn.get().letters();
        if (bars.hasLettersAbove()) printText(letters);
        head.printPicture(drawn.get().dots(), drawn.get().width());
        roll.noteText("BARCODE " + letters);
        if (bars.hasLettersBelow()) printText(letters);
    }

    private void printText(String letters) throws InterruptedException, BufferCleared {
        for (char letter : letters.toCharArray()) if (letter < 0x80) typist.printByte(letter);
        typist.lineFeed();
    }

    private void cutPaper(int feed) throws InterruptedException, BufferCleared {
        typist.flushLine();
        typist.feedDots(feed);
        body.awaitReady();
        if (roll.rows() > 0) body.cutPaper(roll.tearOff());
    }

    private byte[] readToZero() throws InterruptedException, BufferCleared {
        var data = new ByteArrayOutputStream();
        for (int one = body.nextByte(); one != 0; one = body.nextByte()) if (data.size() < 255) data.write(one);
        return data.toByteArray();
    }

    private int readTwoBytes() throws InterruptedException, BufferCleared {
        int low = body.nextByte();
        return low | body.nextByte() << 8;
    }

    private byte[] readBytes(int count) throws InterruptedException, BufferCleared {
        var data = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) data.write(body.nextByte());
        return data.toByteArray();
    }

    private void skipBytes(int count) throws InterruptedException, BufferCleared {
        for (int i = 0; i < count; i++) body.nextByte();
    }
}
