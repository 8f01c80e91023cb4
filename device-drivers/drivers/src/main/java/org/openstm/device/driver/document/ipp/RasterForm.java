package org.openstm.device.driver.document.ipp;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.openstm.device.link.Deadline;

/// Rendered here, for printers without a renderer (IPP Everywhere, PWG 5100.14: each of them accepts PWG Raster).
///
/// @param dotsPerInch the same in both directions
record RasterForm(int dotsPerInch, RasterType type) implements DocumentForm {
    static final String MIME = "image/pwg-raster";

    /// Usual resolution of our documents; a finer one is not visible and needs 35 MB for a page.
    private static final int USUAL = 300;

    /// Minimum resolution at which the code of a certificate is still readable.
    private static final int COARSEST = 200;

    private static final int MOST_PAGES = 100;
    private static final int MOST_DOTS = 40_000_000;

    /// Gives the reason, without any content of the document.
    private static final class NotDrawn extends IOException {
        NotDrawn(String why) {
            super(why);
        }
    }

    /// Values of `pwg-raster-document-type-supported`, in our order of preference: our pages have no colour except
    /// the seal's.
    enum RasterType {
        SRGB_8(8, 3, 19),
        SGRAY_8(8, 1, 18),
        BLACK_1(1, 1, 3);

        private final int bitsPerColor;
        private final int colors;
        private final int colorSpace;

        RasterType(int bitsPerColor, int colors, int colorSpace) {
            this.bitsPerColor = bitsPerColor;
            this.colors = colors;
            this.colorSpace = colorSpace;
        }

        int bitsPerColor() {
            return bitsPerColor;
        }

        int bitsPerPixel() {
            return bitsPerColor * colors;
        }

        int colors() {
            return colors;
        }

        int colorSpace() {
            return colorSpace;
        }

        /// Eight one-bit dots are packed into one byte.
        int pixelBytes() {
            return colors;
        }
    }

    static RasterForm of(IppResponse printer) {
        var types = printer.textValues("pwg-raster-document-type-supported");
        var type = List.of(RasterType.values()).stream()
                .filter(each -> types.contains(each.name().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse(RasterType.SGRAY_8);
        return new RasterForm(
                chooseResolution(printer.resolutionValues("pwg-raster-document-resolution-supported")), type);
    }

    private static int chooseResolution(List<Integer> supported) {
        if (supported.isEmpty() || supported.contains(USUAL)) return USUAL;
        return supported.stream()
                .filter(each -> each >= COARSEST)
                .min(Integer::compare)
                .orElse(supported.stream().max(Integer::compare).orElse(USUAL));
    }

    @Override
    public String mimeType() {
        return MIME;
    }

    @Override
    public byte[] convertDocument(byte[] pdf, Deadline until) throws IOException, InterruptedException {
        try (var document = Loader.loadPDF(pdf)) {
            int pages = document.getNumberOfPages();
            if (pages == 0 || pages > MOST_PAGES) throw new NotDrawn(pages + " pages");
            var renderer = new PDFRenderer(document);
            var raster = new PwgRasterWriter(this, pages);
            for (int page = 0; page < pages; page++) {
                if (Thread.interrupted()) throw new InterruptedException();
                if (until.over()) throw new NotInTime(page + 1, pages);
                var size = document.getPage(page).getCropBox();
                if (size.getWidth() * size.getHeight() / 72 / 72 * dotsPerInch * dotsPerInch > MOST_DOTS)
                    throw new NotDrawn("a page is larger than any paper");
                var picture = renderer.renderImageWithDPI(page, dotsPerInch, imageType());
                raster.writePage(picture.getWidth(), toLines(picture));
            }
            // do not send after the deadline: the state of a job that is cut off in the middle is unknown
            if (until.over()) throw new NotInTime(pages, pages);
            return raster.toBytes();
        } catch (NotDrawn | NotInTime ours) {
            throw ours;
        } catch (IOException | RuntimeException damaged) {
            // the library trusts documents, and quotes them in its messages: none of that goes into a fault
            throw new NotDrawn(damaged.getClass().getSimpleName());
        }
    }

    private ImageType imageType() {
        return switch (type) {
            case SRGB_8 -> ImageType.BGR;
            case SGRAY_8 -> ImageType.GRAY;
            case BLACK_1 -> ImageType.BINARY;
        };
    }

    private byte[][] toLines(BufferedImage picture) {
        var dots = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
        int perLine = dots.length / picture.getHeight();
        var lines = new byte[picture.getHeight()][perLine];
        for (int y = 0; y < lines.length; y++)
            for (int x = 0; x < perLine; x++) lines[y][x] = toDot(dots, y * perLine, x);
        return lines;
    }

    /// Converts a dot: sRGB has red first, the picture has blue first; in black, a set bit is ink, in the picture
    /// it is light.
    private byte toDot(byte[] dots, int line, int x) {
        return switch (type) {
            case SRGB_8 -> dots[line + x - x % 3 + 2 - x % 3];
            case SGRAY_8 -> dots[line + x];
            case BLACK_1 -> (byte) ~dots[line + x];
        };
    }
}
