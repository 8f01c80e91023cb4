package org.openstm.print.render;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openstm.print.Block;
import org.openstm.print.Media;
import org.openstm.print.Sheet;
import org.openstm.print.Templates;
import org.openstm.print.typeset.PageLayout;
import org.openstm.print.typeset.PlacedElement;

/// Compares every shipped template, filled with its example, with an inspected golden file.
///
/// `mvn -pl printer-templates test -Dtest=ShippedTemplatesTest -Dgolden=write` rewrites the golden files: inspect each
/// before you commit it.
class ShippedTemplatesTest {
    private static final Path TEMPLATES = Path.of("src/main/resources/org/openstm/print/templates");
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final boolean WRITE = "write".equals(System.getProperty("golden"));

    static Stream<String> shipped() throws IOException {
        try (var files = Files.walk(TEMPLATES)) {
            return files
                    .filter(f -> f.toString().endsWith(".yaml"))
                    .map(f -> TEMPLATES.relativize(f).toString().replace(".yaml", ""))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    static Stream<String> rolls() throws IOException {
        return shipped().filter(id -> Templates.shipped(id).media().roll());
    }

    static Stream<String> pages() throws IOException {
        return shipped().filter(id -> !Templates.shipped(id).media().roll());
    }

    private static Sheet example(String id) {
        var template = Templates.shipped(id);
        return template.fill(template.example());
    }

    @Test
    void there_are_templates() throws IOException {
        assertTrue(shipped().count() >= 6);
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void says_what_the_golden_file_says(String id) throws IOException {
        var file = GOLDEN.resolve(id.replace('/', '-') + ".txt");
        var text = PlainTextRenderer.toPlainText(example(id));
        if (WRITE) Files.writeString(Files.createDirectories(GOLDEN).resolve(file.getFileName()), text);
        assertEquals(Files.readString(file), text);
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void looks_as_the_golden_picture_looks(String id) throws IOException {
        var media = Templates.shipped(id).media();
        alike(id.replace('/', '-'), example(id));
        if (media.roll()) alike(id.replace('/', '-') + "-58", example(id).on(Media.THERMAL_58));
    }

    private static void alike(String name, Sheet sheet) throws IOException {
        var file = GOLDEN.resolve(name + ".png");
        var drawn = half(PictureRenderer.toPictures(sheet).getFirst());
        if (WRITE) {
            Files.createDirectories(GOLDEN);
            ImageIO.write(drawn, "png", file.toFile());
        }
        var golden = ImageIO.read(file.toFile());
        assertEquals(golden.getWidth(), drawn.getWidth());
        assertEquals(golden.getHeight(), drawn.getHeight());
        int far = 0;
        for (int y = 0; y < drawn.getHeight(); y++)
            for (int x = 0; x < drawn.getWidth(); x++)
                if (Math.abs((drawn.getRGB(x, y) & 0xFF) - (golden.getRGB(x, y) & 0xFF)) > 48) far++;
        // another build of the font rasterizer moves an edge, another layout moves whole letters
        assertTrue(far < drawn.getWidth() * drawn.getHeight() / 500, name + ": " + far + " dots differ");
    }

    private static BufferedImage half(BufferedImage whole) {
        var half = new BufferedImage(whole.getWidth() / 2, whole.getHeight() / 2, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < half.getHeight(); y++)
            for (int x = 0; x < half.getWidth(); x++) {
                int sum = 0;
                for (int i = 0; i < 4; i++) sum += whole.getRGB(2 * x + i % 2, 2 * y + i / 2) >> 8 & 0xFF;
                half.getRaster().setSample(x, y, 0, sum / 4);
            }
        return half;
    }

    @ParameterizedTest
    @MethodSource("rolls")
    void keeps_the_sizes_of_slips(String id) {
        boolean large = id.equals("receipt/life-proof");
        for (var media : List.of(Media.THERMAL_80, Media.THERMAL_58)) {
            for (var page : PageLayout.layOutSheet(example(id).on(media), PictureFonts.textMetrics()))
                for (var one : page.placed()) {
                    if (one instanceof PlacedElement.PlacedText words) {
                        assertTrue(words.style().size() >= (large ? 28 : 24), words.toString());
                        double end = words.x() + PictureFonts.textMetrics().textWidth(words.text(), words.style());
                        assertTrue(words.x() >= 7.9 && end <= media.widthDots() - 7.9, words.toString());
                    }
                    if (one instanceof PlacedElement.PlacedBox box && box.stroke() == 0)
                        assertTrue(box.height() <= 144, box.toString());
                    if (one instanceof PlacedElement.PlacedQrCode code) {
                        int modules = QrModules.of(code.content()).getWidth();
                        assertTrue(
                                code.edge() >= 190 && code.edge() % modules == 0,
                                () -> "dots of the QR code are " + code.edge()
                                        + "; wanted are 190 or more, and whole dots for each of its " + modules
                                        + " modules");
                    }
                }
        }
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void its_code_is_read_back_with_four_modules_of_quiet(String id) throws Exception {
        var sheet = example(id);
        var content = sheet.unpaged().stream()
                .filter(Block.Qr.class::isInstance)
                .map(b -> ((Block.Qr) b).content())
                .findFirst()
                .orElseThrow();
        assertEquals(content, code(PictureRenderer.toPictures(sheet).getFirst()));
        if (sheet.media().roll()) {
            for (var media : List.of(Media.THERMAL_80, Media.THERMAL_58)) quiet(sheet.on(media));
        } else {
            try (var read = Loader.loadPDF(PdfRenderer.toPdf(sheet))) {
                assertEquals(content, code(new PDFRenderer(read).renderImageWithDPI(0, 203)));
            }
        }
    }

    private static void quiet(Sheet sheet) {
        var page = PageLayout.layOutSheet(sheet, PictureFonts.textMetrics()).getFirst();
        var picture = PagePainter.paintPage(page, false);
        for (var one : page.placed()) {
            if (!(one instanceof PlacedElement.PlacedQrCode code)) continue;
            int quiet = (int) (4 * code.edge() / QrModules.of(code.content()).getWidth());
            assertTrue(
                    code.x() >= quiet
                            && code.y() >= quiet
                            && code.x() + code.edge() + quiet <= picture.getWidth()
                            && code.y() + code.edge() + quiet <= picture.getHeight(),
                    () -> "the quiet zone of the QR code does not fit on the paper: " + code);
            for (int y = (int) code.y() - quiet; y < code.y() + code.edge() + quiet; y++)
                for (int x = (int) code.x() - quiet; x < code.x() + code.edge() + quiet; x++) {
                    boolean inside = x >= (int) code.x()
                            && x < code.x() + code.edge()
                            && y >= (int) code.y()
                            && y < code.y() + code.edge();
                    assertTrue(inside || (picture.getRGB(x, y) & 0xFF) == 0xFF, "black at " + x + "," + y);
                }
        }
    }

    private static String code(BufferedImage picture) throws Exception {
        int width = picture.getWidth();
        int height = picture.getHeight();
        var pixels = picture.getRGB(0, 0, width, height, null, 0, width);
        var bitmap = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels)));
        try {
            return new QRCodeReader().decode(bitmap).getText();
        } catch (NotFoundException none) {
            throw new AssertionError("no code found", none);
        }
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void the_pdf_has_every_word_as_text(String id) throws IOException {
        var sheet = example(id);
        try (var read = Loader.loadPDF(PdfRenderer.toPdf(sheet))) {
            var stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            var text = stripper.getText(read).replaceAll("[\\s　]", "");
            for (var words : words(sheet))
                assertTrue(text.contains(words.replaceAll("[\\s　]", "")), "'" + words + "' is not in: " + text);
        }
    }

    /// Line by line: in the text of a page the columns of a row come between the lines of a cell.
    private static List<String> words(Sheet sheet) {
        var words = new ArrayList<String>();
        for (var page : PageLayout.layOutSheet(sheet, PdfFonts.sharedFonts().textMetrics()))
            for (var one : page.placed())
                // the seal lies over its own lines and mixes with them
                if (one instanceof PlacedElement.PlacedText w && w.style().size() != 37) words.add(w.text());
        return words;
    }

    @ParameterizedTest
    @MethodSource("pages")
    void the_same_sheet_gives_the_same_bytes(String id) {
        assertArrayEquals(PdfRenderer.toPdf(example(id)), PdfRenderer.toPdf(example(id)));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void the_watermark_and_the_page_number_are_there(String id) {
        var text = PlainTextRenderer.toPlainText(example(id));
        assertTrue(text.contains("~ 样张 ~"));
        assertTrue(text.contains("共 1 页　第 1 页"));
        assertTrue(text.contains("第 1 份，共 1 份"));
    }
}
