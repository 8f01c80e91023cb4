package org.openstm.device.driver.receipt.xfs4iot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openstm.device.BarcodeReader.Scan;
import org.openstm.device.DeviceClass;
import org.openstm.device.PrintOutcome;
import org.openstm.device.ReceiptPrinter;
import org.openstm.device.driver.barcode.image.CodeImageReader;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.link.LinkLost;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.device.sim.link.DeviceSimulator;
import org.openstm.device.spi.DriverContext;
import org.openstm.print.Block;
import org.openstm.print.Media;
import org.openstm.print.Sheet;
import org.openstm.print.Style;

/// Print outcomes compared with the papers of the service: never "printed" without one, never "not printed" with
/// one.
@Timeout(60)
class XfsPrinterTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String CODE = "https://example.invalid/v/XFS4IOT";

    @TempDir
    Path folder;

    private DeviceSimulator sim;

    @BeforeEach
    void start() throws Exception {
        sim = SimulatorFactory.startSimulator(DeviceClass.RECEIPT_PRINTER, "ws://127.0.0.1:0", folder);
    }

    @AfterEach
    void stop() {
        sim.close();
    }

    private ReceiptPrinter open(String settings) throws Exception {
        var link = LinkAddress.parse(sim.link() + settings);
        return (ReceiptPrinter) new ReceiptServiceDriver().open(new DriverContext("slip-1", link));
    }

    private void say(String line) {
        assertEquals("ok", sim.runControlLine(line));
    }

    private static Sheet slip(Block... more) {
        var blocks = new java.util.ArrayList<Block>(
                List.of(new Block.Text("养老金资格认证 已受理", Style.BODY), new Block.Qr(CODE, 200, List.of())));
        blocks.addAll(List.of(more));
        return new Sheet("slip", Media.THERMAL_80, blocks);
    }

    private void assertReadable(Path paper) throws Exception {
        var code = assertInstanceOf(Scan.Code.class, CodeImageReader.readCode(ImageIO.read(paper.toFile())));
        assertEquals(CODE, code.text());
    }

    @ParameterizedTest
    @CsvSource({
        "flood 500, PRINTED, job-completed, 1",
        "complete commandErrorCode blackMark, NOT_PRINTED, job-refused, 0",
        "complete commandErrorCode formNotFound, NOT_PRINTED, job-refused, 0",
        "complete invalidData, NOT_PRINTED, job-refused, 0",
        "refuse tooManyRequests, NOT_PRINTED, job-refused, 0",
        "garbage, NOT_PRINTED, no-answer, 0",
        "huge 3000000, NOT_PRINTED, link-lost, 0",
        "complete commandErrorCode paperOut, UNKNOWN, paper-out, 0",
        "complete commandErrorCode mediaJammed, UNKNOWN, paper-jam, 0",
        "complete hardwareError, UNKNOWN, printer-broken, 0",
        "complete somethingNew, UNKNOWN, no-proof, 0",
        "complete timeOut, UNKNOWN, no-proof, 0",
        "after-work unsupportedData, UNKNOWN, no-proof, 1",
        "after-work commandErrorCode formNotFound, UNKNOWN, no-proof, 1",
        "silent, UNKNOWN, no-proof, 1",
        "wrong-id, UNKNOWN, no-proof, 1",
        "late 4000, UNKNOWN, no-proof, 1",
        "cut-line before, UNKNOWN, link-lost, 1",
        "cut-line after, UNKNOWN, link-lost, 1",
    })
    void each_fault_gives_the_truth(String fault, String outcome, String code, int papers) throws Exception {
        try (var printer = open("")) {
            say(fault);
            boolean silence = code.equals("no-proof") || code.equals("no-answer");
            var said = printer.print(slip(), silence ? Duration.ofSeconds(3) : SOON);
            switch (said) {
                case PrintOutcome.Printed(var proof, var _) -> assertEquals("PRINTED " + code, outcome + " " + proof);
                case PrintOutcome.NotPrinted(var why) ->
                    assertEquals("NOT_PRINTED " + code, outcome + " " + why.code(), why::toString);
                case PrintOutcome.Unknown(var why) ->
                    assertEquals("UNKNOWN " + code, outcome + " " + why.code(), why::toString);
            }
            for (int i = 0; i < 50 && sim.printedPapers().size() < papers; i++) Thread.sleep(50);
            assertEquals(papers, sim.printedPapers().size());
        }
    }

    @Test
    void a_service_that_follows_the_definition_prints_a_slip() throws Exception {
        try (var printer = open("")) {
            var printed = assertInstanceOf(PrintOutcome.Printed.class, printer.print(slip(), SOON));
            assertEquals("Printer.PrintForm, presented", printed.evidence());
            assertEquals(1, sim.printedPapers().size());
            assertReadable(sim.printedPapers().getFirst());
        }
    }

    @Test
    void a_service_without_forms_is_refused_until_its_printers_language_is_told() throws Exception {
        say("without Printer.SetForm");
        var refused = assertThrows(LinkLost.class, () -> open(""));
        assertTrue(String.valueOf(refused.getMessage()).contains("does not take Printer.SetForm"), refused::toString);
        try (var printer = open("?language=escpos")) {
            assertEquals("escpos", printer.capabilities().get("prints-by"));
            assertInstanceOf(PrintOutcome.Printed.class, printer.print(slip(), SOON));
            assertReadable(sim.printedPapers().getFirst());
        }
    }

    @Test
    void a_service_that_speaks_another_version_is_refused() throws Exception {
        say("version Printer.PrintForm 4.0");
        var refused = assertThrows(LinkLost.class, () -> open(""));
        assertTrue(
                String.valueOf(refused.getMessage()).endsWith("does not take Printer.PrintForm in version 3 of it"),
                refused::toString);
    }

    @Test
    void each_paper_of_a_sheet_is_cut_off_by_itself_and_half_of_them_are_not_all() throws Exception {
        try (var printer = open("")) {
            var two = slip(new Block.Cut(), new Block.Text("银行留存", Style.BODY), new Block.Cut());
            assertInstanceOf(PrintOutcome.Printed.class, printer.print(two, SOON));
            assertEquals(2, sim.printedPapers().size());
            say("speed 40");
            var printing = Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 400 && sim.printedPapers().size() < 3; i++) pause();
                say("paper out");
            });
            var half = printer.print(two, SOON);
            printing.join();
            assertEquals(
                    "paper-out",
                    assertInstanceOf(PrintOutcome.Unknown.class, half).fault().code());
        }
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void what_a_lost_client_began_does_not_stand_on_the_next_ones_slip() throws Exception {
        try (var printer = open("")) {
            say("speed 20");
            say("cut-line before");
            var lost = printer.print(slip(), SOON);
            assertEquals(
                    "link-lost",
                    assertInstanceOf(PrintOutcome.Unknown.class, lost).fault().code());
        }
        try (var printer = open("")) {
            say("speed 0");
            assertInstanceOf(PrintOutcome.Printed.class, printer.print(slip(), SOON));
            assertEquals(2, sim.printedPapers().size(), "the half of the first, out of the way, and the second");
            assertReadable(sim.printedPapers().getLast());
            var whole = ImageIO.read(sim.printedPapers().getLast().toFile()).getHeight();
            assertInstanceOf(PrintOutcome.Printed.class, printer.print(slip(), SOON));
            assertEquals(
                    whole, ImageIO.read(sim.printedPapers().getLast().toFile()).getHeight());
        }
    }

    @Test
    void a_printer_of_another_width_gets_its_own_form() throws Exception {
        try (var printer = open("?media=thermal-58")) {
            assertEquals(Media.THERMAL_58, printer.media());
            assertInstanceOf(PrintOutcome.Printed.class, printer.print(slip(), SOON));
            assertReadable(sim.printedPapers().getFirst());
        }
    }
}
