package org.openstm.print.render;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.openstm.print.Block;
import org.openstm.print.Sheet;
import org.openstm.print.Style;
import org.openstm.print.typeset.Layout;

/// Sheet to ESC/POS bytes, cut included; status and proof commands belong to the driver.
///
/// In the text layout a run of blocks goes as characters as long as the printer has every one of them; everything else
/// (bands, boxes, pictures, rare characters) goes as raster, so that a name is never printed with a `?`.
public final class EscPos {
    /// Rows of one raster command: small enough for the buffers of old printers.
    private static final int BAND = 256;

    private static final int HANZI_DOTS = 24;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final EscPosProfile profile;
    private final List<Block> picture = new ArrayList<>();

    private EscPos(EscPosProfile profile) {
        this.profile = profile;
    }

    public static byte[] render(Sheet sheet, EscPosProfile profile) {
        var job = new EscPos(profile);
        job.bytes(0x1B, 0x40);
        for (var block : sheet.blocks()) job.put(sheet, block);
        job.flush(sheet);
        if (sheet.blocks().isEmpty() || !(sheet.blocks().getLast() instanceof Block.Cut)) job.cut();
        return job.out.toByteArray();
    }

    private void put(Sheet sheet, Block block) {
        switch (block) {
            case Block.Cut _ -> {
                flush(sheet);
                cut();
            }
            case Block.Text text
            when asCharacters(text.text()) -> {
                flush(sheet);
                text(text);
            }
            case Block.Row row
            when !row.boxed() && row.cells().stream().allMatch(c -> asCharacters(c.text())) -> {
                flush(sheet);
                row(row);
            }
            case Block.Qr qr
            when profile.nativeQr() && profile.layout() == EscPosProfile.Layout.TEXT -> {
                flush(sheet);
                qr(sheet, qr);
            }
            default -> picture.add(block);
        }
    }

    private boolean asCharacters(String text) {
        return profile.layout() == EscPosProfile.Layout.TEXT
                && charset().newEncoder().canEncode(text);
    }

    private Charset charset() {
        return switch (profile.hanzi()) {
            case NONE -> StandardCharsets.US_ASCII;
            case GB2312 -> Charset.forName("GB2312");
            case GB18030 -> Charset.forName("GB18030");
        };
    }

    private void text(Block.Text text) {
        style(text.style());
        bytes(
                0x1B,
                0x61,
                switch (text.style().align()) {
                    case LEFT -> 0;
                    case CENTER -> 1;
                    case RIGHT -> 2;
                });
        line(text.text());
    }

    /// Columns by padding: a Hanzi is two cells wide, a Latin letter one.
    private void row(Block.Row row) {
        var style = row.cells().getFirst().style();
        for (var cell : row.cells()) if (cell.style().size() > style.size()) style = cell.style();
        style(style);
        bytes(0x1B, 0x61, 0);
        int cells = profile.media().widthDots() / (HANZI_DOTS / 2) / scale(style.size());
        var line = new StringBuilder();
        int edge = 0;
        for (int i = 0; i < row.cells().size(); i++) {
            var cell = row.cells().get(i);
            int share = cells * cell.share() / 100;
            int free = edge + share - cellsOf(line.toString()) - cellsOf(cell.text());
            boolean right = cell.style().align() == Style.Align.RIGHT;
            if (right) line.append(" ".repeat(Math.max(i == 0 ? 0 : 1, free)));
            line.append(cell.text());
            edge += share;
            if (!right && i < row.cells().size() - 1)
                line.append(" ".repeat(Math.max(1, edge - cellsOf(line.toString()))));
        }
        line(line.toString());
    }

    private static int cellsOf(String text) {
        return text.codePoints().map(c -> c < 0x80 ? 1 : 2).sum();
    }

    private void style(Style style) {
        int scale = scale(style.size());
        bytes(0x1D, 0x21, (scale - 1) << 4 | scale - 1);
        bytes(0x1C, 0x21, scale > 1 ? 0x0C : 0x00);
        bytes(0x1B, 0x45, style.bold() ? 1 : 0);
    }

    private static int scale(int dots) {
        return Math.clamp(Math.round(dots / (float) HANZI_DOTS - 0.2f), 1, 4);
    }

    private void line(String text) {
        bytes(0x1C, profile.hanzi() == EscPosProfile.Hanzi.NONE ? 0x2E : 0x26);
        out.writeBytes(text.getBytes(charset()));
        bytes(0x0A);
    }

    private void qr(Sheet sheet, Block.Qr qr) {
        byte[] data = qr.content().getBytes(StandardCharsets.UTF_8);
        int module = Math.clamp(qr.dots() / Modules.of(qr.content()).getWidth(), 3, 16);
        bytes(0x1B, 0x61, 1);
        bytes(0x1D, 0x28, 0x6B, 4, 0, 0x31, 0x41, 0x32, 0);
        bytes(0x1D, 0x28, 0x6B, 3, 0, 0x31, 0x43, module);
        bytes(0x1D, 0x28, 0x6B, 3, 0, 0x31, 0x45, 0x31);
        bytes(0x1D, 0x28, 0x6B, (data.length + 3) & 0xFF, (data.length + 3) >> 8, 0x31, 0x50, 0x30);
        out.writeBytes(data);
        bytes(0x1D, 0x28, 0x6B, 3, 0, 0x31, 0x51, 0x30);
        bytes(0x1B, 0x61, 0);
        for (var text : qr.beside()) put(sheet, text);
    }

    private void flush(Sheet sheet) {
        if (picture.isEmpty()) return;
        var part = new Sheet(sheet.title(), profile.media(), picture);
        for (var page : Layout.of(part, Fonts.metrics())) raster(Painter.paint(page, false));
        picture.clear();
    }

    private void raster(BufferedImage image) {
        bytes(0x1B, 0x61, 0);
        int stride = (image.getWidth() + 7) / 8;
        for (int top = 0; top < image.getHeight(); top += BAND) {
            int rows = Math.min(BAND, image.getHeight() - top);
            bytes(0x1D, 0x76, 0x30, 0, stride & 0xFF, stride >> 8, rows & 0xFF, rows >> 8);
            for (int row = top; row < top + rows; row++) {
                for (int column = 0; column < stride; column++) out.write(dots(image, column * 8, row));
            }
        }
    }

    private static int dots(BufferedImage image, int x, int y) {
        int dots = 0;
        for (int bit = 0; bit < 8 && x + bit < image.getWidth(); bit++)
            if ((image.getRGB(x + bit, y) & 0xFF) < 0x80) dots |= 0x80 >> bit;
        return dots;
    }

    private void cut() {
        bytes(0x1D, 0x56, profile.partialCut() ? 0x42 : 0x41, 48);
    }

    private void bytes(int... values) {
        for (int value : values) out.write(value);
    }
}
