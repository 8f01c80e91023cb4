package org.openstm.device.sim.document;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/// Pages of PWG Raster (PWG 5102.4-2012), read as a strict printer does: a contradictory document is refused.
final class PwgPages implements DocumentPages {
    private static final byte[] SYNC = "RaS2".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER = 1796;
    private static final int BLACK = 3;
    private static final int GRAY = 18;
    private static final int RGB = 19;
    private static final int LARGEST_SIDE = 20_000;

    private final List<BufferedImage> pages = new ArrayList<>();

    PwgPages(byte[] document) throws IOException {
        var in = ByteBuffer.wrap(document);
        in.position(SYNC.length);
        try {
            while (in.hasRemaining()) pages.add(readPage(in));
        } catch (BufferUnderflowException | IndexOutOfBoundsException _) {
            throw new IOException("the raster ends too early");
        }
        if (pages.isEmpty()) throw new IOException("a raster without a page");
    }

    static boolean isPwgRaster(byte[] document) {
        return document.length >= SYNC.length
                && ByteBuffer.wrap(document, 0, SYNC.length).equals(ByteBuffer.wrap(SYNC));
    }

    private static BufferedImage readPage(ByteBuffer in) throws IOException {
        int at = in.position();
        int width = in.getInt(at + 372);
        int height = in.getInt(at + 376);
        int bits = in.getInt(at + 388);
        int perLine = in.getInt(at + 392);
        int space = in.getInt(at + 400);
        var said = new byte[10];
        in.get(at, said);
        boolean sound = new String(said, StandardCharsets.US_ASCII).equals("PwgRaster\0")
                && width > 0
                && width <= LARGEST_SIDE
                && height > 0
                && height <= LARGEST_SIDE
                && bits == (space == BLACK ? 1 : space == GRAY ? 8 : space == RGB ? 24 : -1)
                && perLine == (width * bits + 7) / 8
                // the page in points must match the dots at the given resolution
                && Math.abs(in.getInt(at + 352) * in.getInt(at + 276) / 72f - width) < in.getInt(at + 276) / 36f;
        if (!sound) throw new IOException("a page's header contradicts itself");
        in.position(at + HEADER);
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; ) {
            int copies = (in.get() & 0xFF) + 1;
            var line = readLine(in, perLine, Math.max(1, bits / 8));
            if (y + copies > height) throw new IOException("more lines than the page has");
            for (int i = 0; i < copies; i++) drawLine(picture, y++, line, space);
        }
        return picture;
    }

    private static byte[] readLine(ByteBuffer in, int length, int pixel) throws IOException {
        var line = new byte[length];
        for (int at = 0; at < length; ) {
            int word = in.get() & 0xFF;
            if (word == 128) throw new IOException("an invalid packing");
            int pixels = word < 128 ? word + 1 : 257 - word;
            if (at + pixels * pixel > length) throw new IOException("a line that is too long");
            if (word > 128) {
                in.get(line, at, pixels * pixel);
            } else {
                in.get(line, at, pixel);
                for (int i = 1; i < pixels; i++) System.arraycopy(line, at, line, at + i * pixel, pixel);
            }
            at += pixels * pixel;
        }
        return line;
    }

    private static void drawLine(BufferedImage picture, int y, byte[] line, int space) {
        for (int x = 0; x < picture.getWidth(); x++)
            picture.setRGB(
                    x,
                    y,
                    switch (space) {
                        case BLACK -> (line[x / 8] >> 7 - x % 8 & 1) == 1 ? 0 : 0xFFFFFF;
                        case GRAY -> (line[x] & 0xFF) * 0x010101;
                        default -> (line[3 * x] & 0xFF) << 16 | (line[3 * x + 1] & 0xFF) << 8 | line[3 * x + 2] & 0xFF;
                    });
    }

    @Override
    public int pageCount() {
        return pages.size();
    }

    @Override
    public void drawPage(int page, Path file) throws IOException {
        ImageIO.write(pages.get(page), "png", file.toFile());
    }

    @Override
    public void close() {
        pages.clear();
    }
}
