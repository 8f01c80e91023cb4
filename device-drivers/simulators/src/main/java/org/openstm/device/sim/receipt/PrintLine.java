package org.openstm.device.sim.receipt;

import java.awt.Color;
import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The line that a printer collects before it feeds the paper: characters and dot columns side by side, on one base
/// line. Letters are drawn with fonts of this machine, as a printer has its own.
final class PrintLine {
    private static final int CELL = 24;
    private static final int COLUMN = CELL / 2;
    private static final int TALLEST = CELL * 8;
    private static final List<String> WANTED =
            List.of("Noto Sans Mono CJK SC", "Noto Sans CJK SC", "WenQuanYi Zen Hei", "HanaMinA", "HanaMinB");
    private static final Map<Integer, Font> FOUND = new ConcurrentHashMap<>();

    private final BufferedImage picture;
    private final StringBuilder text = new StringBuilder();
    private int x;
    private int height;

    PrintLine(int width) {
        picture = new BufferedImage(width, TALLEST, BufferedImage.TYPE_BYTE_GRAY);
    }

    boolean isEmpty() {
        return x == 0;
    }

    int xPosition() {
        return x;
    }

    void moveTo(int dots) {
        int to = Math.clamp(dots, 0, picture.getWidth());
        int columns = (to - x) / COLUMN;
        if (columns != 0) text.append(" ".repeat(Math.max(1, columns)));
        x = to;
    }

    boolean hasRoomFor(int dots) {
        return x + dots <= picture.getWidth();
    }

    /// Used height of the picture; a smaller area than the paper's width leaves the rest to the alignment.
    int height() {
        return height;
    }

    void drawCharacter(int codePoint, int columns, TextMode mode) {
        int wide = columns * COLUMN * mode.widthTimes();
        int tall = CELL * mode.heightTimes();
        var pen = picture.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setColor(Color.WHITE);
        int top = TALLEST - tall;
        if (mode.reverse()) {
            pen.fillRect(x, top, wide, tall);
            pen.setColor(Color.BLACK);
        }
        var font = fontFor(codePoint).deriveFont(mode.bold() ? Font.BOLD : Font.PLAIN, CELL - 2f);
        var letter = Character.toString(codePoint);
        text.append(letter);
        double advance =
                font.getStringBounds(letter, pen.getFontRenderContext()).getWidth();
        var place = new AffineTransform();
        place.translate(x, top);
        place.scale(mode.widthTimes(), mode.heightTimes());
        place.translate((columns * COLUMN - advance) / 2, CELL - 5);
        pen.transform(place);
        pen.setFont(font);
        pen.drawString(letter, 0, 0);
        pen.setTransform(new AffineTransform());
        if (mode.underline() > 0) pen.fillRect(x, TALLEST - mode.underline(), wide, mode.underline());
        pen.dispose();
        advanceBy(wide, tall);
    }

    /// Draws dots of a column or raster picture in the line.
    void drawDot(int across, int fromTop, int tall) {
        int at = x + across;
        if (at >= 0 && at < picture.getWidth() && tall <= TALLEST && fromTop >= 0 && fromTop < tall)
            picture.getRaster().setSample(at, TALLEST - tall + fromTop, 0, 255);
    }

    void advanceBy(int wide, int tall) {
        x = Math.min(picture.getWidth(), x + wide);
        height = Math.max(height, Math.min(tall, TALLEST));
    }

    /// Prints the line on the lowest rows of the paper and clears it.
    void printOnto(PaperRoll roll, int left, int area, int align) {
        int room = Math.max(0, area - x);
        int shift = left + (align == 1 ? room / 2 : align == 2 ? room : 0);
        var raster = picture.getRaster();
        for (int row = 0; row < height; row++)
            for (int at = 0; at < x; at++) {
                int black = raster.getSample(at, TALLEST - 1 - row, 0);
                if (black != 0) {
                    roll.blackenDot(at + shift, row, black);
                    raster.setSample(at, TALLEST - 1 - row, 0, 0);
                }
            }
        roll.noteText(text.toString());
        text.setLength(0);
        x = 0;
        height = 0;
    }

    private static Font fontFor(int codePoint) {
        return FOUND.computeIfAbsent(codePoint, PrintLine::searchFont);
    }

    private static Font searchFont(int codePoint) {
        for (var name : WANTED) {
            var font = new Font(name, Font.PLAIN, CELL);
            if (font.getFamily().equals(name) && font.canDisplay(codePoint)) return font;
        }
        for (var font : GraphicsEnvironment.getLocalGraphicsEnvironment().getAllFonts())
            if (font.canDisplay(codePoint)) return font;
        return new Font(Font.MONOSPACED, Font.PLAIN, CELL);
    }
}
