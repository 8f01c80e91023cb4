package org.openstm.device.driver.document.ipp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openstm.device.DeviceClass;
import org.openstm.device.DocumentPrinter;
import org.openstm.device.PrintOutcome;
import org.openstm.device.WhoActs;
import org.openstm.device.contract.Seeds;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.device.sim.link.DeviceSimulator;
import org.openstm.device.spi.DriverContext;

/// Documents for printers without a renderer.
@Timeout(120)
class PwgRasterWriterTest {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final int DPI = 300;

    @TempDir
    Path folder;

    private DeviceSimulator sim;

    @BeforeEach
    void plugIn() throws Exception {
        sim = SimulatorFactory.startSimulator(DeviceClass.DOCUMENT_PRINTER, "tcp://127.0.0.1:0", folder);
        sim.runControlLine("fast");
    }

    @AfterEach
    void pullOut() {
        sim.close();
    }

    private PrintOutcome print(byte[] pdf, String settings) throws Exception {
        return print(pdf, settings, SOON);
    }

    private PrintOutcome print(byte[] pdf, String settings, Duration patience) throws Exception {
        var context = new DriverContext("a4", LinkAddress.parse(sim.link() + settings));
        try (var printer = (DocumentPrinter) new IppDriver().open(context)) {
            return printer.print(pdf, "certificate", patience, _ -> {});
        }
    }

    /// An A4 page: a red square a third of the width from the left, black bars beside each other below.
    private static byte[] pdf(int pages) throws IOException {
        try (var document = new PDDocument()) {
            for (int i = 0; i < pages; i++) {
                var page = new PDPage(PDRectangle.A4);
                document.addPage(page);
                try (var ink = new PDPageContentStream(document, page)) {
                    ink.setNonStrokingColor(Color.RED);
                    ink.addRect(200, 600, 72, 72);
                    ink.fill();
                    ink.setNonStrokingColor(Color.BLACK);
                    for (int bar = 0; bar < 20; bar++) ink.addRect(100 + 10 * bar, 300, 5, 72);
                    ink.fill();
                }
            }
            var out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        }
    }

    @ParameterizedTest
    @EnumSource(RasterForm.RasterType.class)
    void what_is_on_the_page_stands_on_the_paper(RasterForm.RasterType type) throws Exception {
        sim.runControlLine("formats pwg");
        sim.runControlLine("raster " + type.name().toLowerCase(java.util.Locale.ROOT) + " " + DPI);
        var printed = assertInstanceOf(PrintOutcome.Printed.class, print(pdf(2), ""));
        assertTrue(printed.evidence().contains("2 pages"), printed::toString);
        var paper = ImageIO.read(sim.printedPapers().get(1).toFile());
        // 210 x 297 mm, the last dot of the length cut off
        assertEquals(List.of(2480, 3507), List.of(paper.getWidth(), paper.getHeight()));
        int red = colour(paper, 236, 636);
        switch (type) {
            case SRGB_8 -> assertEquals(0xFF0000, red);
            // perceived brightness of red; at least half of the dots are white or black
            case SGRAY_8 -> assertTrue((red & 0xFF) > 40 && (red & 0xFF) < 160, () -> "%06X".formatted(red));
            case BLACK_1 -> assertTrue(red == 0 || red == 0xFFFFFF);
        }
        assertEquals(0, colour(paper, 102.5, 336));
        assertEquals(0xFFFFFF, colour(paper, 107.5, 336));
        assertEquals(0, colour(paper, 292.5, 336));
        assertEquals(0xFFFFFF, colour(paper, 297.5, 336));
        assertEquals(0xFFFFFF, colour(paper, 30, 30));
    }

    /// @param x in points from the left
    /// @param y in points from below
    private static int colour(BufferedImage paper, double x, double y) {
        int down = (int) Math.round(paper.getHeight() - y * DPI / 72);
        return paper.getRGB((int) Math.round(x * DPI / 72), down) & 0xFFFFFF;
    }

    @Test
    void the_resolution_is_the_printers() throws Exception {
        sim.runControlLine("formats pwg");
        sim.runControlLine("raster sgray_8 203");
        assertInstanceOf(PrintOutcome.Printed.class, print(pdf(1), ""));
        assertEquals(1678, ImageIO.read(sim.printedPapers().getFirst().toFile()).getWidth());
    }

    @Test
    void pdf_is_sent_as_it_is_where_it_is_taken_and_the_engineer_may_say_otherwise() throws Exception {
        sim.runControlLine("formats both");
        var pdf = pdf(1);
        assertInstanceOf(PrintOutcome.Printed.class, print(pdf, ""));
        assertArrayEquals(pdf, java.nio.file.Files.readAllBytes(folder.resolve("document-0001.pdf")));
        assertInstanceOf(PrintOutcome.Printed.class, print(pdf, "?format=pwg"));
        assertTrue(java.nio.file.Files.exists(folder.resolve("document-0002.pwg")));
    }

    @Test
    void a_printer_that_takes_neither_is_told_before_anything_is_sent() throws Exception {
        sim.runControlLine("formats pwg");
        var refused = assertInstanceOf(PrintOutcome.NotPrinted.class, print(pdf(1), "?format=pdf"));
        assertEquals("format-not-supported", refused.fault().code());
    }

    @Test
    void a_damaged_document_is_nobodys_paper() throws Exception {
        sim.runControlLine("formats pwg");
        long seed = Seeds.next();
        var random = new Random(seed);
        for (int i = 0; i < 40; i++) {
            var pdf = pdf(1);
            if (i == 0) pdf = "no pdf".getBytes(StandardCharsets.US_ASCII);
            else if (i % 2 == 0) pdf = Arrays.copyOf(pdf, random.nextInt(pdf.length));
            else for (int n = 0; n < 30; n++) pdf[random.nextInt(pdf.length)] = (byte) random.nextInt();
            var form = new RasterForm(30, RasterForm.RasterType.SGRAY_8);
            try {
                // the damage may be too small to matter; then it is a document like any other
                assertTrue(form.convertDocument(pdf, Deadline.in(SOON)).length > 1796);
            } catch (IOException told) {
                assertTrue(told.getMessage() != null, () -> "seed " + seed);
            }
        }
        var refused = assertInstanceOf(
                PrintOutcome.NotPrinted.class, print("no pdf".getBytes(StandardCharsets.US_ASCII), ""));
        assertEquals("document-unreadable", refused.fault().code());
        assertTrue(refused.fault().detail().matches("the document could not be drawn: \\w+"), refused::toString);
        assertTrue(sim.printedPapers().isEmpty());
    }

    /// Repeated lines, runs of all lengths, and noise: read back by an independent library.
    @ParameterizedTest
    @EnumSource(RasterForm.RasterType.class)
    void cups_reads_what_was_packed(RasterForm.RasterType type) throws Throwable {
        assumeTrue(System.getenv("CI") != null || CupsRaster.possible());
        long seed = Seeds.next();
        var random = new Random(seed);
        int width = 8 * (20 + random.nextInt(100));
        var lines = new byte[700][];
        for (int y = 0; y < lines.length; y++)
            lines[y] = y > 0 && random.nextInt(4) > 0 ? lines[y - 1] : line(random, width * type.bitsPerPixel() / 8);
        Arrays.fill(lines, 300, 600, lines[299]);
        var raster = new PwgRasterWriter(new RasterForm(DPI, type), 2);
        raster.writePage(width, lines);
        raster.writePage(width, lines);
        var pages = CupsRaster.read(folder, raster.toBytes());
        assertEquals(2, pages.size(), () -> "seed " + seed);
        for (var page : pages) {
            assertEquals(List.of(width, lines.length, DPI), List.of(page.width(), page.height(), page.dotsPerInch()));
            assertEquals(type.bitsPerPixel(), page.bitsPerPixel());
            assertEquals(type.colorSpace(), page.space());
            for (int y = 0; y < lines.length; y++) {
                int line = y;
                assertArrayEquals(lines[y], page.lines().get(y), () -> "seed " + seed + ", line " + line);
            }
        }
    }

    private static byte[] line(Random random, int bytes) {
        var line = new byte[bytes];
        for (int at = 0; at < bytes; ) {
            int run = Math.min(bytes - at, random.nextInt(3) == 0 ? 1 + random.nextInt(300) : 1);
            Arrays.fill(line, at, at + run, (byte) random.nextInt(4));
            at += run;
        }
        return line;
    }

    @Test
    void what_nobody_waits_for_any_more_is_not_drawn() throws Exception {
        var form = new RasterForm(100, RasterForm.RasterType.SGRAY_8);
        var whole = form.convertDocument(pdf(1), Deadline.in(SOON));
        assertThrows(DocumentForm.NotInTime.class, () -> form.convertDocument(pdf(1), Deadline.inMillis(0)));
        assertTrue(whole.length > 1796 && whole.length < 1000 * 1000, "packed: " + whole.length);
    }

    @Test
    void a_sound_document_that_takes_too_long_to_draw_is_not_called_damaged_and_nothing_of_it_is_sent()
            throws Exception {
        sim.runControlLine("formats pwg");
        sim.runControlLine("raster srgb_8 " + DPI);
        var refused = assertInstanceOf(PrintOutcome.NotPrinted.class, print(pdf(95), "", Duration.ofSeconds(2)));
        assertEquals("document-not-in-time", refused.fault().code());
        assertEquals(WhoActs.STAFF, refused.fault().who());
        assertTrue(refused.fault().detail().matches("page \\d+ of 95 was not drawn in time"), refused::toString);
        assertTrue(sim.printedPapers().isEmpty());
        assertInstanceOf(PrintOutcome.Printed.class, print(pdf(1), ""), "it can be printed again");
    }
}
