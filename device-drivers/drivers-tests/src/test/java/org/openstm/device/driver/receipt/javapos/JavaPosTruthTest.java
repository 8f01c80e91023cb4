package org.openstm.device.driver.receipt.javapos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.openstm.device.BarcodeReader.Scan;
import org.openstm.device.DeviceClass;
import org.openstm.device.DeviceState;
import org.openstm.device.PrintOutcome;
import org.openstm.device.ReceiptPrinter;
import org.openstm.device.contract.LongTest;
import org.openstm.device.contract.ShortLived;
import org.openstm.device.driver.barcode.image.CodeImageReader;
import org.openstm.device.host.Hosts;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.link.LinkLost;
import org.openstm.device.manager.BuiltInDrivers;
import org.openstm.device.manager.DeviceEntry;
import org.openstm.device.manager.DeviceManager;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.device.sim.link.DeviceSimulator;
import org.openstm.device.spi.DriverContext;
import org.openstm.print.Block;
import org.openstm.print.Media;
import org.openstm.print.Sheet;
import org.openstm.print.Style;

/// Print outcomes with services as in the field: slow, silent, hanging, or reporting success too early.
@Timeout(90)
@Execution(ExecutionMode.CONCURRENT)
@LongTest(oneIn = 6)
class JavaPosTruthTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String CODE = "https://example.invalid/v/JAVAPOS12345";

    private static final Sheet SLIP = slip("受理回执 张三");

    @TempDir
    Path folder;

    private DeviceSimulator printer;
    private final List<AutoCloseable> toClose = new ArrayList<>();

    private static Sheet slip(String words) {
        return new Sheet(
                "slip",
                Media.THERMAL_80,
                List.of(
                        new Block.Text(words, Style.BODY),
                        new Block.Qr(CODE, 200, List.of()),
                        new Block.Text("end", Style.BODY),
                        new Block.Cut()));
    }

    @BeforeEach
    void plugIn() throws Exception {
        printer = SimulatorFactory.startSimulator(DeviceClass.RECEIPT_PRINTER, "tcp://127.0.0.1:0", folder);
    }

    @AfterEach
    void close() throws Exception {
        for (var each : toClose) each.close();
        printer.close();
    }

    private ReceiptPrinter open(String settings) throws Exception {
        return open("OrrinPrinter", settings);
    }

    private ReceiptPrinter open(String entry, String settings) throws Exception {
        var opened =
                (ReceiptPrinter) Hosts.driver(DeviceClass.RECEIPT_PRINTER, "javapos", List.of(), ShortLived.hosts())
                        .open(new DriverContext("slip-1", link(entry, settings)));
        toClose.add(opened);
        return opened;
    }

    private LinkAddress link(String entry, String settings) {
        var port = printer.link().replaceAll(".*:", "");
        return LinkAddress.parse("javapos:" + entry + "?prop.port=" + port + settings);
    }

    /// A service that returned has sent the bytes; the printer reads them a moment later.
    private void awaitSlips(int many) throws Exception {
        long end = System.nanoTime() + SOON.toNanos();
        while (slips() != many && System.nanoTime() < end) Thread.sleep(50);
        assertEquals(many, slips());
    }

    /// Papers with a readable code, which are complete.
    private int slips() throws Exception {
        int whole = 0;
        for (var paper : printer.printedPapers())
            if (CodeImageReader.readCode(ImageIO.read(paper.toFile())) instanceof Scan.Code) whole++;
        return whole;
    }

    private static <R> FutureTask<R> begin(Callable<R> work) {
        var task = new FutureTask<>(work);
        Thread.ofPlatform().daemon().start(task);
        return task;
    }

    private PrintOutcome paperEndsInTheMiddleOf(ReceiptPrinter slips) throws Exception {
        assertInstanceOf(PrintOutcome.Printed.class, slips.print(SLIP, SOON));
        printer.runControlLine("speed 8");
        var printing = begin(() -> slips.print(SLIP, SOON));
        Thread.sleep(700);
        printer.runControlLine("paper out");
        var outcome = printing.get();
        printer.runControlLine("speed 0");
        printer.runControlLine("well");
        return outcome;
    }

    @Test
    void a_service_without_transactions_prints_as_well() throws Exception {
        var slips = open("&prop.quirk=no-transaction");
        assertEquals("no", slips.capabilities().get("transaction"));
        var printed = assertInstanceOf(PrintOutcome.Printed.class, slips.print(SLIP, SOON));
        assertEquals("output-complete", printed.proof());
        assertEquals(1, slips());
    }

    @Test
    void an_error_is_never_answered_with_again() throws Exception {
        var slips = open("");
        var outcome = assertInstanceOf(PrintOutcome.Unknown.class, paperEndsInTheMiddleOf(slips));
        assertEquals("paper-out", outcome.fault().code());
        Thread.sleep(2500);
        assertEquals(1, slips(), "it came out by itself after the roll was changed");
        assertInstanceOf(PrintOutcome.Printed.class, slips.print(SLIP, SOON));
        assertEquals(2, slips());
    }

    @Test
    void a_service_that_says_complete_in_any_case_is_not_believed_beside_a_fault() throws Exception {
        var outcome = paperEndsInTheMiddleOf(open("&prop.quirk=always-complete"));
        assertInstanceOf(PrintOutcome.Unknown.class, outcome, outcome::toString);
    }

    @Test
    void one_late_answer_makes_no_complete_slip_an_unknown_one() throws Exception {
        var slips = open("&prop.quirk=late-answer");
        assertInstanceOf(PrintOutcome.Printed.class, slips.print(SLIP, SOON));
        assertEquals(1, slips());
    }

    @Test
    void a_service_that_completes_not_even_a_cut_is_given_no_slip() throws Exception {
        var slips = open("&prop.quirk=tells-nothing");
        var outcome = assertInstanceOf(PrintOutcome.NotPrinted.class, slips.print(SLIP, Duration.ofSeconds(8)));
        assertEquals("no-proof", outcome.fault().code());
        Thread.sleep(500);
        assertEquals(0, slips());
        // its threads may be dead: the device manager must end its process
        assertEquals(DeviceState.NO_DEVICE, slips.status(SOON).state());
    }

    @Test
    void what_is_told_inside_a_transaction_is_no_word_for_the_transaction() throws Exception {
        var slips = open("&prop.quirk=numbers-no-transaction");
        assertEquals("yes", slips.capabilities().get("transaction"));
        var printed = assertInstanceOf(PrintOutcome.Printed.class, slips.print(SLIP, SOON));
        assertEquals("output-complete", printed.proof());
        assertEquals(1, slips());
        var unknown = assertInstanceOf(PrintOutcome.Unknown.class, paperEndsInTheMiddleOf(slips));
        assertEquals("paper-out", unknown.fault().code());
    }

    @Test
    void the_number_of_an_earlier_output_proves_nothing() throws Exception {
        var slips = open("&prop.quirk=one-number");
        var outcome = assertInstanceOf(PrintOutcome.NotPrinted.class, slips.print(SLIP, SOON));
        assertEquals("no-proof", outcome.fault().code());
        assertEquals(0, slips());
    }

    @Test
    void a_service_that_knows_no_queue_prints_while_it_is_called() throws Exception {
        var slips = open("&prop.quirk=synchronous");
        var printed = assertInstanceOf(PrintOutcome.Printed.class, slips.print(SLIP, SOON));
        assertEquals("returned", printed.proof());
        awaitSlips(1);
        var outcome = assertInstanceOf(PrintOutcome.Unknown.class, paperEndsInTheMiddleOf(slips));
        assertEquals("paper-out", outcome.fault().code());
        assertInstanceOf(PrintOutcome.Printed.class, slips.print(SLIP, SOON));
        awaitSlips(3);
    }

    @Test
    void a_service_that_leaves_out_what_it_can_prints_as_well() throws Exception {
        assertRefused("name the paper by media", "OrrinPrinter", "&prop.quirk=bare");
        var slips = open("&prop.quirk=bare&media=thermal-80");
        assertEquals("no", slips.capabilities().get("transaction"));
        assertEquals("none", slips.capabilities().get("charset"));
        assertEquals("1.13.0", slips.status(SOON).facts().get("service-version"));
        assertInstanceOf(PrintOutcome.Printed.class, slips.print(SLIP, SOON));
        assertEquals(1, slips());
    }

    @Test
    void what_does_not_fit_here_is_refused_in_words() {
        assertRefused("CapRecBitmap, JavaPOS 1.10", "OrrinPrinter", "&prop.quirk=old");
        assertRefused("does not load: java.lang.UnsatisfiedLinkError", "OrrinPrinter", "&prop.quirk=unlinked");
    }

    /// Like most services of small printers.
    @Test
    void a_service_without_pictures_prints_words_where_that_is_wanted() throws Exception {
        assertRefused("with layout=text it prints words only", "OrrinPrinter", "&prop.quirk=no-pictures");
        var slips = open("&prop.quirk=no-pictures&layout=text");
        assertEquals("no", slips.capabilities().get("pictures"));
        assertEquals("roll-528-203", slips.media().name());
        var printed = assertInstanceOf(PrintOutcome.Printed.class, slips.print(slip("受理回执 张三 ¥12"), SOON));
        assertEquals("output-complete", printed.proof());
        var words = Files.readString(
                Path.of(printer.printedPapers().getFirst().toString().replaceAll("\\.png$", ".txt")));
        for (var wanted : List.of("受理回执 张三", "12", CODE, "end")) assertTrue(words.contains(wanted), words);
    }

    @Test
    void what_a_slow_service_takes_after_its_time_comes_out_for_nobody() throws Exception {
        var entry = new DeviceEntry(
                "slip-1", DeviceClass.RECEIPT_PRINTER, "javapos", link("OrrinPrinter", "&prop.quirk=slow-to-take"));
        try (var desk =
                DeviceManager.open(List.of(entry), new BuiltInDrivers(ShortLived.hosts()), Duration.ofMillis(300))) {
            var slips = desk.findPort(ReceiptPrinter.class).orElseThrow();
            for (int i = 0; i < 200 && !slips.status(SOON).usable(); i++) Thread.sleep(50);
            // long enough for the first strip and the fonts, too short for the service
            var outcome = slips.print(SLIP, Duration.ofMillis(3500));
            var unknown = assertInstanceOf(PrintOutcome.Unknown.class, outcome, outcome::toString);
            assertEquals(LinkLost.CODE, unknown.fault().code());
            Thread.sleep(5000);
            assertEquals(0, slips());
            assertInstanceOf(PrintOutcome.Printed.class, slips.print(SLIP, SOON));
            assertEquals(1, slips());
        }
    }

    @Test
    void a_service_that_hangs_is_told_as_lost_so_that_its_process_is_ended() throws Exception {
        var slips = open("&prop.quirk=hangs-later");
        assertTrue(slips.status(Duration.ofSeconds(2)).usable());
        assertEquals(DeviceState.UNKNOWN, slips.status(Duration.ofMillis(500)).state());
        assertInstanceOf(PrintOutcome.NotPrinted.class, slips.print(SLIP, Duration.ofSeconds(1)));
        var state = DeviceState.UNKNOWN;
        for (int i = 0; i < 40 && state == DeviceState.UNKNOWN; i++)
            state = slips.status(Duration.ofMillis(500)).state();
        assertEquals(DeviceState.NO_DEVICE, state);
        assertEquals(
                LinkLost.CODE,
                slips.status(Duration.ofMillis(500)).faults().getFirst().code());
    }

    @Test
    void a_claim_that_never_ends_is_a_device_that_is_not_there() {
        long start = System.nanoTime();
        assertThrows(LinkLost.class, () -> open("&prop.quirk=claims-for-ever"));
        assertTrue(System.nanoTime() - start < 20_000_000_000L);
    }

    @Test
    void what_is_configured_wrong_is_said_in_words() {
        assertRefused("no jpos.xml names Nobody (there is: OrrinPrinter, OrrinScanner)", "Nobody", "");
        assertRefused("OrrinScanner is a Scanner, not a POSPrinter", "OrrinScanner", "");
        assertRefused("OrrinPrinter has no property prot", "OrrinPrinter", "&prop.prot=1");
        assertRefused("layout is one of", "OrrinPrinter", "&layout=nice");
        var port = assertThrows(IllegalArgumentException.class, () -> open("&prop.host=x&media=a4"));
        assertTrue(String.valueOf(port.getMessage()).contains("has a roll"), port::toString);
    }

    private void assertRefused(String why, String entry, String settings) {
        var refused = assertThrows(IllegalArgumentException.class, () -> open(entry, settings));
        assertTrue(String.valueOf(refused.getMessage()).contains(why), refused::toString);
    }

    @Test
    void characters_go_as_characters_where_it_is_wanted_and_the_service_has_them() throws Exception {
        var slips = open("&layout=text");
        assertEquals("text", slips.capabilities().get("layout"));
        // a command of UnifiedPOS in a name, and a character beyond any font of a printer
        var hostile = slip("张三\u001B|100fP李四");
        assertInstanceOf(PrintOutcome.Printed.class, slips.print(hostile, SOON));
        assertEquals(1, slips());
        assertEquals(1, printer.printedPapers().size(), "a name cut the paper");
        var words = Files.readString(
                Path.of(printer.printedPapers().getFirst().toString().replaceAll("\\.png$", ".txt")));
        assertTrue(words.contains("张三"), words);
        assertTrue(words.contains("李四"), words);
    }
}
