package org.openstm.print.render;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.text.PDFTextStripper;
import org.openstm.print.Media;
import org.openstm.print.Sheet;
import org.openstm.print.typeset.PageLayout;

/// Renders a sheet as PDF: text as text in embedded subsets of the fonts, everything else as vectors.
///
/// The same sheet gives the same bytes: the file has no date and a fixed identifier. Lines are broken with the
/// widths of the embedded fonts.
public final class PdfRenderer {
    /// PDFBox derives the file's identifier from this instead of the time of day.
    private static final long IDENTIFIER = 1;

    /// The parsed fonts are shared and read lazily; one document at a time is fast enough for a
    /// terminal.
    private static final Object LOCK = new Object();

    private PdfRenderer() {}

    /// @throws IllegalArgumentException when no font has a character of the sheet
    /// @throws IllegalStateException when a font is not installed
    public static byte[] toPdf(Sheet sheet) {
        return toPdf(List.of(sheet));
    }

    /// Several sheets in one file, each counting its own pages: the copies of a certificate.
    ///
    /// @throws IllegalArgumentException when no font has a character of a sheet
    /// @throws IllegalStateException when a font is not installed
    public static byte[] toPdf(List<Sheet> sheets) {
        synchronized (LOCK) {
            var fonts = PdfFonts.sharedFonts();
            try (var document = new PDDocument()) {
                var ink = new PdfPageWriter(document, fonts);
                for (var sheet : sheets)
                    for (var page : PageLayout.layOutSheet(sheet, fonts.textMetrics())) {
                        float scale = 72f / sheet.media().dotsPerInch();
                        var leaf = new PDPage(pageSize(sheet.media(), page.height(), scale));
                        document.addPage(leaf);
                        try (var stream = new PDPageContentStream(document, leaf)) {
                            ink.drawPage(page, leaf.getMediaBox().getHeight(), scale, stream);
                        }
                    }
                return saveDocument(
                        document, sheets.isEmpty() ? "" : sheets.getFirst().title());
            } catch (IOException broken) {
                throw new UncheckedIOException("the PDF cannot be made", broken);
            }
        }
    }

    public static int pageCount(byte[] pdf) {
        try (var document = Loader.loadPDF(pdf)) {
            return document.getNumberOfPages();
        } catch (IOException broken) {
            throw new UncheckedIOException("not a PDF", broken);
        }
    }

    /// Extracts the text of a PDF, in the order of its content.
    ///
    /// @throws UncheckedIOException when it is no PDF
    public static String extractText(byte[] pdf) {
        try (var document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        } catch (IOException broken) {
            throw new UncheckedIOException("not a PDF", broken);
        }
    }

    private static PDRectangle pageSize(Media media, int height, float scale) {
        return media.equals(Media.A4) ? PDRectangle.A4 : new PDRectangle(media.widthDots() * scale, height * scale);
    }

    private static byte[] saveDocument(PDDocument document, String title) throws IOException {
        var about = new PDDocumentInformation();
        about.setTitle(title);
        document.setDocumentInformation(about);
        document.getDocumentCatalog().setLanguage("zh-CN");
        document.setDocumentId(IDENTIFIER);
        var out = new ByteArrayOutputStream();
        document.save(out);
        return out.toByteArray();
    }
}
