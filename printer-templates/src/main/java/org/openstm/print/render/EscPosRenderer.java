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
import org.openstm.print.typeset.PageLayout;

/// Renders a sheet as ESC/POS bytes, cut included; status and proof commands belong to the driver.
///
/// In the text layout a block goes as characters if the printer has every one of them; everything
/// else (bands, boxes, pictures, rare characters, every Hanzi of a printer without a Chinese font)
/// goes as raster, so that a name is never printed with a `?`.
public final class EscPosRenderer {
    /// Rows of one raster command: small enough for the buffers of old printers.
    private static final int BAND = 256;

    /// White rows behind the last line, so that the cut does not touch it.
    private static final int FOOT = 48;

    /// Distance from the head to the tear bar of a printer without a cutter.
    private static final int TEAR_BAR = 160;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final EscPosProfile profile;
    private final Sheet sheet;
    private final CharacterGrid grid;
    private final List<Block> picture = new ArrayList<>();

    private EscPosRenderer(Sheet sheet, EscPosProfile profile) {
        this.profile = profile;
        this.sheet = sheet.on(profile.media());
        this.grid = new CharacterGrid(profile.media());
    }

    public static byte[] toEscPos(Sheet sheet, EscPosProfile profile) {
        var job = new EscPosRenderer(sheet, profile);
        job.writeBytes(0x1B, 0x40);
        if (profile.layout() == EscPosProfile.OutputMode.TEXT) job.setPrintArea();
        var blocks = job.sheet.unpaged();
        for (var block : blocks) job.addBlock(block);
        job.flushPicture();
        if (blocks.isEmpty() || !(blocks.getLast() instanceof Block.Cut)) job.writeCut();
        return job.out.toByteArray();
    }

    /// Sets the print area, because a printer that can take wider paper centres the output.
    private void setPrintArea() {
        int width = profile.media().widthDots();
        writeBytes(0x1D, 0x57, width & 0xFF, width >> 8);
    }

    private void addBlock(Block block) {
        switch (block) {
            case Block.Cut _ -> {
                flushPicture();
                writeCut();
            }
            case Block.Text text
            when isPrintableAsText(text.text()) -> {
                flushPicture();
                writeLines(grid.textLines(text), text.style(), text.style().bold());
            }
            case Block.Row row
            when !row.boxed() && row.cells().stream().allMatch(c -> isPrintableAsText(c.text())) -> {
                flushPicture();
                writeLines(grid.rowLines(row), CharacterGrid.largestStyle(row), false);
            }
            case Block.Qr qr
            when profile.nativeQr() && profile.layout() == EscPosProfile.OutputMode.TEXT -> {
                flushPicture();
                writeQrCode(qr);
            }
            case Block.Rule rule
            when rule.kind() == Block.Rule.Kind.SPACE
                    && profile.layout() == EscPosProfile.OutputMode.TEXT
                    && picture.isEmpty() -> feedDots(rule.height());
            case Block.Text _, Block.Row _, Block.Qr _, Block.Rule _, Block.Band _, Block.Picture _, Block.Seal _ ->
                picture.add(block);
        }
    }

    private boolean isPrintableAsText(String text) {
        return profile.layout() == EscPosProfile.OutputMode.TEXT
                && profile.hanzi() != EscPosProfile.Hanzi.NONE
                && textCharset().newEncoder().canEncode(text);
    }

    private Charset textCharset() {
        return switch (profile.hanzi()) {
            case NONE -> StandardCharsets.US_ASCII;
            case GB2312 -> Charset.forName("GB2312");
            case GB18030 -> Charset.forName("GB18030");
        };
    }

    /// Lines are padded to their position, so the printer's own alignment is not used.
    private void writeLines(List<String> lines, Style style, boolean bold) {
        int scale = CharacterGrid.lineScale(style);
        writeBytes(0x1B, 0x61, 0);
        writeBytes(0x1D, 0x21, (scale - 1) << 4 | scale - 1);
        writeBytes(0x1C, 0x21, scale > 1 ? 0x0C : 0x00);
        writeBytes(0x1B, 0x45, bold ? 1 : 0);
        for (var line : lines) {
            // in the Hanzi mode some printers set Latin letters wide
            writeBytes(0x1C, StandardCharsets.US_ASCII.newEncoder().canEncode(line) ? 0x2E : 0x26);
            out.writeBytes(line.getBytes(textCharset()));
            writeBytes(0x0A);
        }
    }

    private void feedDots(int dots) {
        for (int left = dots; left > 0; left -= 255) writeBytes(0x1B, 0x4A, Math.min(left, 255));
    }

    private void writeQrCode(Block.Qr qr) {
        byte[] data = qr.content().getBytes(StandardCharsets.UTF_8);
        int module = Math.clamp(qr.dots() / QrModules.of(qr.content()).getWidth(), 3, 16);
        feedDots(4 * module);
        writeBytes(0x1B, 0x61, 1);
        writeBytes(0x1D, 0x28, 0x6B, 4, 0, 0x31, 0x41, 0x32, 0);
        writeBytes(0x1D, 0x28, 0x6B, 3, 0, 0x31, 0x43, module);
        writeBytes(0x1D, 0x28, 0x6B, 3, 0, 0x31, 0x45, 0x31);
        writeBytes(0x1D, 0x28, 0x6B, (data.length + 3) & 0xFF, (data.length + 3) >> 8, 0x31, 0x50, 0x30);
        out.writeBytes(data);
        writeBytes(0x1D, 0x28, 0x6B, 3, 0, 0x31, 0x51, 0x30);
        writeBytes(0x1B, 0x61, 0);
        feedDots(4 * module);
        for (var text : qr.beside())
            addBlock(new Block.Text(text.text(), text.style().aligned(Style.Align.CENTER)));
    }

    private void flushPicture() {
        if (picture.isEmpty()) return;
        var part = new Sheet(sheet.title(), profile.media(), picture);
        for (var page : PageLayout.layOutSheet(part, PictureFonts.textMetrics()))
            writeRaster(PagePainter.paintPage(page, false));
        picture.clear();
    }

    private void writeRaster(BufferedImage image) {
        writeBytes(0x1B, 0x61, 0);
        int stride = (image.getWidth() + 7) / 8;
        for (int top = 0; top < image.getHeight(); top += BAND) {
            int rows = Math.min(BAND, image.getHeight() - top);
            if (profile.graphics()) {
                int length = 10 + stride * rows;
                writeBytes(0x1D, 0x28, 0x4C, length & 0xFF, length >> 8, 0x30, 0x70, 0x30, 1, 1, 0x31);
                writeBytes(image.getWidth() & 0xFF, image.getWidth() >> 8, rows & 0xFF, rows >> 8);
            } else writeBytes(0x1D, 0x76, 0x30, 0, stride & 0xFF, stride >> 8, rows & 0xFF, rows >> 8);
            for (int row = top; row < top + rows; row++) {
                for (int column = 0; column < stride; column++) out.write(packDots(image, column * 8, row));
            }
            if (profile.graphics()) writeBytes(0x1D, 0x28, 0x4C, 2, 0, 0x30, 0x32);
        }
    }

    private static int packDots(BufferedImage image, int x, int y) {
        int dots = 0;
        for (int bit = 0; bit < 8 && x + bit < image.getWidth(); bit++)
            if ((image.getRGB(x + bit, y) & 0xFF) < 0x80) dots |= 0x80 >> bit;
        return dots;
    }

    private void writeCut() {
        out.writeBytes(cutCommand(profile.cut(), FOOT));
    }

    /// The command that separates one paper from the next: a cut, or enough feed to tear it off.
    ///
    /// @param rows white rows before it, at most 95
    public static byte[] cutCommand(EscPosProfile.CutKind cut, int rows) {
        return switch (cut) {
            case PARTIAL -> new byte[] {0x1D, 0x56, 0x42, (byte) rows};
            case FULL -> new byte[] {0x1D, 0x56, 0x41, (byte) rows};
            case NONE -> new byte[] {0x1B, 0x4A, (byte) (rows + TEAR_BAR)};
        };
    }

    private void writeBytes(int... values) {
        for (int value : values) out.write(value);
    }
}
