package org.openstm.device.sim.document;

import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/// Draws the pages of a document as a printer would.
final class PdfPages implements DocumentPages {
    private static final float DOTS_PER_INCH = 110;

    private final PDDocument document;
    private final PDFRenderer renderer;

    PdfPages(byte[] pdf) throws IOException {
        document = Loader.loadPDF(pdf);
        renderer = new PDFRenderer(document);
    }

    @Override
    public int pageCount() {
        return document.getNumberOfPages();
    }

    @Override
    public void drawPage(int page, Path file) throws IOException {
        ImageIO.write(renderer.renderImageWithDPI(page, DOTS_PER_INCH, ImageType.RGB), "png", file.toFile());
    }

    @Override
    public void close() throws IOException {
        document.close();
    }
}
