package org.openstm.device.sim;

import java.nio.charset.Charset;
import org.openstm.device.sim.RxBuffer.Cleared;

/// Text modes of a receipt printer: what a byte becomes and where it stands. Chinese models start with
/// Chinese on.
final class Typist {
    private static final Charset CHINESE = Charset.forName("GB18030");

    private final PrinterBody body;
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

    /// As it was asked for; with a margin less of it may be left.
    private int wantedArea;

    Typist(PrinterBody body, PaperRoll roll) {
        this.body = body;
        this.roll = roll;
        this.line = new PrintLine(roll.width());
        this.wantedArea = roll.width();
    }

    void reset() {
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

    void type(int first) throws InterruptedException, Cleared {
        if (first < 0x20) return;
        if (first < 0x80 || !chinese) {
            put(CodePages.character(codePage, first), 1, mode);
            return;
        }
        int second = body.next();
        byte[] bytes = second >= 0x30 && second <= 0x39
                ? new byte[] {(byte) first, (byte) second, (byte) body.next(), (byte) body.next()}
                : new byte[] {(byte) first, (byte) second};
        put(new String(bytes, CHINESE).codePointAt(0), 2, chineseMode);
    }

    private void put(int codePoint, int columns, TextMode how) throws InterruptedException, Cleared {
        int wide = columns * 12 * how.widthTimes();
        if (line.x() + wide > area()) lineFeed();
        line.character(codePoint, columns, how);
        line.advance(spacing, 0);
    }

    PrintLine line() {
        return line;
    }

    int align() {
        return align;
    }

    int left() {
        return left;
    }

    int area() {
        return Math.min(wantedArea, roll.width() - left);
    }

    void lineFeed() throws InterruptedException, Cleared {
        feed(Math.max(lineSpacing, line.height()));
    }

    /// What stands in the line goes to paper, if anything does.
    void flush() throws InterruptedException, Cleared {
        if (!line.isEmpty()) lineFeed();
    }

    void feedDots(int dots) throws InterruptedException, Cleared {
        feed(Math.max(dots, line.isEmpty() ? 0 : line.height()));
    }

    void feedLines(int lines) throws InterruptedException, Cleared {
        if (lines > 0) lineFeed();
        for (int i = 1; i < lines; i++) feed(lineSpacing);
    }

    private void feed(int dots) throws InterruptedException, Cleared {
        if (dots == 0) return;
        body.ready();
        roll.feed(dots);
        line.onto(roll, left, area(), align);
        body.moved(dots);
    }

    void tab() {
        line.moveTo((line.x() / 96 + 1) * 96);
    }

    void moveTo(int dots) {
        line.moveTo(dots);
    }

    void moveBy(int dots) {
        line.moveTo(line.x() + dots);
    }

    void mode(int bits) {
        mode = mode.size((bits & 0x20) != 0 ? 2 : 1, (bits & 0x10) != 0 ? 2 : 1)
                .bold((bits & 0x08) != 0)
                .underline((bits & 0x80) != 0 ? 1 : 0);
    }

    void chineseMode(int bits) {
        chineseMode = chineseMode
                .size((bits & 0x04) != 0 ? 2 : 1, (bits & 0x08) != 0 ? 2 : 1)
                .underline((bits & 0x80) != 0 ? 1 : 0);
    }

    void size(int bits) {
        mode = mode.size((bits >> 4 & 7) + 1, (bits & 7) + 1);
        chineseMode = chineseMode.size(mode.widthTimes(), mode.heightTimes());
    }

    void bold(boolean on) {
        mode = mode.bold(on);
        chineseMode = chineseMode.bold(on);
    }

    void underline(int dots) {
        mode = mode.underline(dots);
    }

    void reverse(boolean on) {
        mode = mode.reverse(on);
        chineseMode = chineseMode.reverse(on);
    }

    void font(int which) {
        // font B is narrower on paper; here both take the cell of font A, so that no layout is promised too much
        // room
        spacing = which == 0 ? spacing : 0;
    }

    void align(int to) {
        align = to;
    }

    void lineSpacing(int dots) {
        lineSpacing = dots;
    }

    void spacing(int dots) {
        spacing = dots;
    }

    void left(int dots) {
        left = Math.min(dots, roll.width());
    }

    void area(int dots) {
        wantedArea = Math.min(dots, roll.width());
    }

    void chinese(boolean on) {
        chinese = on;
    }

    void codePage(int table) {
        codePage = table;
    }

    void chineseUnderline(int dots) {
        chineseMode = chineseMode.underline(dots);
    }

    void chineseDouble(boolean on) {
        chineseMode = chineseMode.size(on ? 2 : 1, on ? 2 : 1);
    }

    void chineseSpacing(int before, int after) {
        spacing = Math.max(spacing, (before + after) / 2);
    }
}
