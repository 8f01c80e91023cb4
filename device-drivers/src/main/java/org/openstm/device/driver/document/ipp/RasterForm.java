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

/// Drawn here, for printers that draw nothing themselves (IPP Everywhere, PWG 5100.14: each of them takes PWG
/// Raster).
///
/// @param dotsPerInch as many across as along the page
record RasterForm(int dotsPerInch, RasterType type) implements DocumentForm {
    static final String MIME = "image/pwg-raster";

    /// What a document of ours is set in; finer is not seen at a counter and takes a page of 35 MB.
    private static final int USUAL = 300;

    /// Coarser than this the code of a certificate is not read any more.
    private static final int COARSEST = 200;

    private static final int MOST_PAGES = 100;
    private static final int MOST_DOTS = 40_000_000;

    /// Says why, and nothing of what is in the document.
    private static final class NotDrawn extends IOException {
        NotDrawn(String why) {
            super(why);
        }
    }

    /// Of `pwg-raster-document-type-supported`, in the order of our liking: pages of ours have no colour but a
    /// seal's.
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

        /// Eight dots of one bit are packed as one.
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
            // nothing is sent so late: a job that is cut off in the middle is paper of which nobody knows
            if (until.over()) throw new NotInTime(pages, pages);
            return raster.toBytes();
        } catch (NotDrawn | NotInTime ours) {
            throw ours;
        } catch (IOException | RuntimeException damaged) {
            // the library trusts documents, and quotes them in what it says: nothing of that goes into a fault
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

    /// sRGB has red first and the picture blue; in black a bit that is set is ink, in the picture it is light.
    private byte toDot(byte[] dots, int line, int x) {
        return switch (type) {
            case SRGB_8 -> dots[line + x - x % 3 + 2 - x % 3];
            case SGRAY_8 -> dots[line + x];
            case BLACK_1 -> (byte) ~dots[line + x];
        };
    }
}
