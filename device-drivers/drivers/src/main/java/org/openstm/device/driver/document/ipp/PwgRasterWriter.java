package org.openstm.device.driver.document.ipp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes PWG Raster (PWG 5102.4-2012): a synchronisation word, then each page as a header of 1,796
/// bytes and its lines, packed. All numbers are big-endian.
final class PwgRasterWriter {
    private static final byte[] SYNC = "RaS2".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER = 1796;
    private static final int MOST_REPEATED_LINES = 256;
    private static final int MOST_PIXELS = 128;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final RasterForm form;
    private final int pages;

    /// @param pages number of pages to follow
    PwgRasterWriter(RasterForm form, int pages) {
        this.form = form;
        this.pages = pages;
        out.writeBytes(SYNC);
    }

    /// Writes one page, its lines from top to bottom; all have the same length.
    void writePage(int width, byte[][] lines) {
        out.writeBytes(pageHeader(width, lines.length, lines[0].length));
        for (int line = 0; line < lines.length; ) {
            int same = 1;
            while (same < MOST_REPEATED_LINES
                    && line + same < lines.length
                    && Arrays.equals(lines[line], lines[line + same])) same++;
            out.write(same - 1);
            packLine(lines[line]);
            line += same;
        }
    }

    byte[] toBytes() {
        return out.toByteArray();
    }

    /// PWG 5102.4, 4.3: offsets as in its table; unset fields are 0.
    private byte[] pageHeader(int width, int height, int bytesPerLine) {
        var header = ByteBuffer.allocate(HEADER);
        putText(header, 0, "PwgRaster");
        header.putInt(276, form.dotsPerInch()).putInt(280, form.dotsPerInch());
        header.putInt(340, 1); // copies
        header.putInt(352, toPoints(width)).putInt(356, toPoints(height));
        header.putInt(372, width).putInt(376, height);
        header.putInt(384, form.type().bitsPerColor()).putInt(388, form.type().bitsPerPixel());
        header.putInt(392, bytesPerLine);
        header.putInt(400, form.type().colorSpace()).putInt(420, form.type().colors());
        header.putInt(452, pages);
        header.putInt(456, 1).putInt(460, 1); // neither rotated nor mirrored
        putText(header, 1732, "iso_a4_210x297mm");
        return header.array();
    }

    private int toPoints(int dots) {
        return Math.round(dots * 72f / form.dotsPerInch());
    }

    private static void putText(ByteBuffer header, int at, String text) {
        header.put(at, text.getBytes(StandardCharsets.US_ASCII));
    }

    /// PWG 5102.4, 4.5: a run of equal pixels is encoded as its length less one and the pixel, others as 257 less
    /// their number and the pixels.
    private void packLine(byte[] line) {
        int size = form.type().pixelBytes();
        int count = line.length / size;
        for (int pixel = 0; pixel < count; ) {
            int run = runLength(line, pixel, count, size);
            if (run > 1 || pixel + 1 == count) {
                out.write(run - 1);
                out.write(line, pixel * size, size);
                pixel += run;
            } else {
                int others = literalLength(line, pixel, count, size);
                out.write(257 - others);
                out.write(line, pixel * size, others * size);
                pixel += others;
            }
        }
    }

    private static int runLength(byte[] line, int from, int count, int size) {
        int run = 1;
        while (run < MOST_PIXELS && from + run < count && isSamePixel(line, from, from + run, size)) run++;
        return run;
    }

    /// At least two pixels, else a run of one is shorter.
    private static int literalLength(byte[] line, int from, int count, int size) {
        int others = 2;
        while (others < MOST_PIXELS
                && from + others < count
                && (from + others + 1 == count || !isSamePixel(line, from + others, from + others + 1, size))) others++;
        return others;
    }

    private static boolean isSamePixel(byte[] line, int one, int other, int size) {
        return Arrays.equals(line, one * size, (one + 1) * size, line, other * size, (other + 1) * size);
    }
}
