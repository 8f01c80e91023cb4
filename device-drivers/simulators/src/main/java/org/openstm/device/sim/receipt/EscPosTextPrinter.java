package org.openstm.device.sim.receipt;

import java.nio.charset.Charset;
import org.openstm.device.sim.receipt.ReceiveBuffer.BufferCleared;

/// Text modes of a receipt printer: the characters of the bytes and their positions. Chinese models start in
/// Chinese mode.
final class EscPosTextPrinter {
    private static final Charset CHINESE = Charset.forName("GB18030");

    private final PrinterMechanism body;
    private final PaperRoll roll;
    private PrintLine line;
    private TextMode mode = TextMode.PLAIN;
    private TextMode chineseMode = TextMode.PLAIN;
    private boolean chinese = true;
    private int codePage;
    private int align;
    private int spacing;
    private int lineSpacing = 30;
    private int left;

    /// Requested width; a margin may leave less of it.
    private int wantedArea;

    EscPosTextPrinter(PrinterMechanism body, PaperRoll roll) {
        this.body = body;
        this.roll = roll;
        this.line = new PrintLine(roll.width());
        this.wantedArea = roll.width();
    }

    void resetModes() {
        line = new PrintLine(roll.width());
        mode = TextMode.PLAIN;
        chineseMode = TextMode.PLAIN;
        chinese = true;
        codePage = 0;
        align = 0;
        spacing = 0;
        lineSpacing = 30;
        left = 0;
        wantedArea = roll.width();
    }

    void printByte(int first) throws InterruptedException, BufferCleared {
        if (first < 0x20) return;
        if (first < 0x80 || !chinese) {
            putCharacter(CodePages.toCharacter(codePage, first), 1, mode);
            return;
        }
        int second = body.nextByte();
        byte[] bytes = second >= 0x30 && second <= 0x39
                ? new byte[] {(byte) first, (byte) second, (byte) body.nextByte(), (byte) body.nextByte()}
                : new byte[] {(byte) first, (byte) second};
        putCharacter(new String(bytes, CHINESE).codePointAt(0), 2, chineseMode);
    }

    private void putCharacter(int codePoint, int columns, TextMode how) throws InterruptedException, BufferCleared {
        int wide = columns * 12 * how.widthTimes();
        if (line.xPosition() + wide > areaWidth()) lineFeed();
        line.drawCharacter(codePoint, columns, how);
        line.advanceBy(spacing, 0);
    }

    PrintLine currentLine() {
        return line;
    }

    int alignment() {
        return align;
    }

    int leftMargin() {
        return left;
    }

    int areaWidth() {
        return Math.min(wantedArea, roll.width() - left);
    }

    void lineFeed() throws InterruptedException, BufferCleared {
        feedPaper(Math.max(lineSpacing, line.height()));
    }

    /// Prints the collected line, if it is not empty.
    void flushLine() throws InterruptedException, BufferCleared {
        if (!line.isEmpty()) lineFeed();
    }

    void feedDots(int dots) throws InterruptedException, BufferCleared {
        feedPaper(Math.max(dots, line.isEmpty() ? 0 : line.height()));
    }

    void feedLines(int lines) throws InterruptedException, BufferCleared {
        if (lines > 0) lineFeed();
        for (int i = 1; i < lines; i++) feedPaper(lineSpacing);
    }

    private void feedPaper(int dots) throws InterruptedException, BufferCleared {
        if (dots == 0) return;
        body.awaitReady();
        roll.feedRows(dots);
        line.printOnto(roll, left, areaWidth(), align);
        body.onPaperMoved(dots);
    }

    void moveToTab() {
        line.moveTo((line.xPosition() / 96 + 1) * 96);
    }

    void moveTo(int dots) {
        line.moveTo(dots);
    }

    void moveBy(int dots) {
        line.moveTo(line.xPosition() + dots);
    }

    void setMode(int bits) {
        mode = mode.withSize((bits & 0x20) != 0 ? 2 : 1, (bits & 0x10) != 0 ? 2 : 1)
                .withBold((bits & 0x08) != 0)
                .withUnderline((bits & 0x80) != 0 ? 1 : 0);
    }

    void setChineseMode(int bits) {
        chineseMode = chineseMode
                .withSize((bits & 0x04) != 0 ? 2 : 1, (bits & 0x08) != 0 ? 2 : 1)
                .withUnderline((bits & 0x80) != 0 ? 1 : 0);
    }

    void setSize(int bits) {
        mode = mode.withSize((bits >> 4 & 7) + 1, (bits & 7) + 1);
        chineseMode = chineseMode.withSize(mode.widthTimes(), mode.heightTimes());
    }

    void setBold(boolean on) {
        mode = mode.withBold(on);
        chineseMode = chineseMode.withBold(on);
    }

    void setUnderline(int dots) {
        mode = mode.withUnderline(dots);
    }

    void setReverse(boolean on) {
        mode = mode.withReverse(on);
        chineseMode = chineseMode.withReverse(on);
    }

    void setFont(int which) {
        // font B is narrower on paper; here both use the cell of font A, so that no layout gets too much room
        spacing = which == 0 ? spacing : 0;
    }

    void setAlignment(int to) {
        align = to;
    }

    void setLineSpacing(int dots) {
        lineSpacing = dots;
    }

    void setSpacing(int dots) {
        spacing = dots;
    }

    void setLeftMargin(int dots) {
        left = Math.min(dots, roll.width());
    }

    void setAreaWidth(int dots) {
        wantedArea = Math.min(dots, roll.width());
    }

    void setChinese(boolean on) {
        chinese = on;
    }

    void setCodePage(int table) {
        codePage = table;
    }

    void setChineseUnderline(int dots) {
        chineseMode = chineseMode.withUnderline(dots);
    }

    void setChineseDouble(boolean on) {
        chineseMode = chineseMode.withSize(on ? 2 : 1, on ? 2 : 1);
    }

    void setChineseSpacing(int before, int after) {
        spacing = Math.max(spacing, (before + after) / 2);
    }
}
