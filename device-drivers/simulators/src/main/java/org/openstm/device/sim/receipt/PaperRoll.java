package org.openstm.device.sim.receipt;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;

/// The printed paper that is not cut yet, dot by dot.
final class PaperRoll {
    private static final int TALLEST = 60_000;
    private static final int LONGEST = 1 << 20;

    private int width;
    private byte[] dots;
    private int rows;
    private final StringBuilder text = new StringBuilder();

    PaperRoll(int width) {
        this.width = width;
        this.dots = new byte[width * 512];
    }

    int width() {
        return width;
    }

    int rows() {
        return rows;
    }

    void loadRoll(int dotsWide) {
        width = dotsWide;
        dots = new byte[width * 512];
        rows = 0;
        text.setLength(0);
    }

    /// Feeds the paper; a roll that is never cut loses its first half, which limits the memory.
    void feedRows(int count) {
        int more = Math.clamp(count, 0, 4096);
        if (rows + more > TALLEST) {
            System.arraycopy(dots, rows / 2 * width, dots, 0, (rows - rows / 2) * width);
            Arrays.fill(dots, (rows - rows / 2) * width, rows * width, (byte) 0);
            rows -= rows / 2;
        }
        rows += more;
        if (rows * width > dots.length) dots = Arrays.copyOf(dots, Math.max(dots.length * 2, rows * width));
    }

    /// @param row counted from the last fed row upward: 0 is the lowest
    /// @param black 0 to 255
    void blackenDot(int x, int row, int black) {
        if (x < 0 || x >= width || row < 0 || row >= rows) return;
        int at = (rows - 1 - row) * width + x;
        dots[at] = (byte) Math.max(dots[at] & 0xFF, black);
    }

    /// Records the text of a printed line.
    void noteText(String line) {
        if (line.isBlank()) return;
        if (text.length() > LONGEST) text.delete(0, LONGEST / 2);
        text.append(line.stripTrailing()).append('\n');
    }

    /// Returns the printed paper and starts a new one.
    PrintedPaper tearOff() {
        var paper = new PrintedPaper(toPicture(), text.toString());
        Arrays.fill(dots, 0, rows * width, (byte) 0);
        rows = 0;
        text.setLength(0);
        return paper;
    }

    /// Draws the paper with a small margin.
    private BufferedImage toPicture() {
        int edge = 16;
        var picture = new BufferedImage(width + 2 * edge, Math.max(rows, 1) + 2 * edge, BufferedImage.TYPE_BYTE_GRAY);
        var pen = picture.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, picture.getWidth(), picture.getHeight());
        pen.dispose();
        var raster = picture.getRaster();
        for (int y = 0; y < rows; y++)
            for (int x = 0; x < width; x++) {
                int black = dots[y * width + x] & 0xFF;
                if (black != 0) raster.setSample(x + edge, y + edge, 0, 255 - black);
            }
        return picture;
    }
}
