package org.openstm.device.driver.document.ipp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGeneratorFactory;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openstm.device.DeviceClass;
import org.openstm.device.DeviceState;
import org.openstm.device.DocumentPrinter;
import org.openstm.device.DocumentPrinter.Progress;
import org.openstm.device.HealthLevel;
import org.openstm.device.PrintOutcome;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.link.LinkLost;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.device.sim.link.DeviceSimulator;
import org.openstm.device.spi.DriverContext;

@Timeout(60)
class IppPrinterTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final List<Progress> progress = new CopyOnWriteArrayList<>();
    private DeviceSimulator sim;
    private DocumentPrinter printer;

    @BeforeEach
    void plugIn() throws Exception {
        sim = SimulatorFactory.startSimulator(DeviceClass.DOCUMENT_PRINTER, "tcp://127.0.0.1:0", folder);
        printer = (DocumentPrinter) new IppDriver().open(new DriverContext("a4", LinkAddress.parse(sim.link())));
    }

    @AfterEach
    void pullOut() {
        printer.close();
        sim.close();
    }

    private static byte[] pdf(int pages) throws Exception {
        try (var document = new PDDocument()) {
            for (int i = 0; i < pages; i++) document.addPage(new PDPage(PDRectangle.A4));
            var out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        }
    }

    private PrintOutcome print(int pages, Duration patience) throws Exception {
        return printer.print(pdf(pages), "certificate", patience, progress::add);
    }

    private void say(String line) {
        assertEquals("ok", sim.runControlLine(line));
    }

    @ParameterizedTest
    @CsvSource({
        "media-empty, paper-out",
        "jam, paper-jam",
        "door-open, cover-open",
        "toner-empty, toner-out",
        "tray-full, tray-full",
        "offline, printer-offline",
        "refuse, job-refused",
        "garbage, no-answer",
        "unplug, link-lost"
    })
    void nothing_is_printed_when_the_printer_says_so_before(String trouble, String code) throws Exception {
        say(trouble);
        assertEquals(
                code,
                assertInstanceOf(PrintOutcome.NotPrinted.class, print(1, SOON))
                        .fault()
                        .code());
        assertTrue(sim.printedPapers().isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "media-low, paper-low, ONLINE, low",
        "toner-low, toner-low, ONLINE, full",
        "media-empty, paper-out, OFFLINE, out",
        "garbage, no-answer, UNKNOWN, ",
        "unplug, link-lost, NO_DEVICE, "
    })
    void its_state_reasons_are_its_faults(String trouble, String code, DeviceState state, String paper)
            throws Exception {
        say(trouble);
        var status = printer.status(SOON);
        assertEquals(state, status.state());
        assertEquals(code, status.faults().getFirst().code());
        assertEquals(paper, status.facts().get("paper"));
    }

    @Test
    void a_printer_that_would_refuse_a_certificate_is_not_healthy() throws Exception {
        say("refuse");
        assertTrue(printer.checkHealth(HealthLevel.INTERNAL, SOON).healthy());
        var report = printer.checkHealth(HealthLevel.EXTERNAL, SOON);
        assertEquals("job-refused", report.steps().getLast().detail());
        assertTrue(!report.healthy() && sim.printedPapers().isEmpty());
    }

    @Test
    void printing_goes_on_when_staff_fill_in_paper() throws Exception {
        say("media-empty after-pages 1");
        var staff = Thread.startVirtualThread(() -> {
            try {
                Thread.sleep(2500);
                sim.runControlLine("ok");
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        assertInstanceOf(PrintOutcome.Printed.class, print(2, SOON));
        assertTrue(
                progress.stream().anyMatch(p -> p.pages() == 1 && p.waitingFor().equals("paper-out")));
        staff.join();
    }

    @Test
    void a_job_that_waits_too_long_is_cancelled_and_what_is_out_decides() throws Exception {
        say("media-empty after-pages 1");
        var half = assertInstanceOf(PrintOutcome.Unknown.class, print(2, Duration.ofSeconds(2)));
        assertEquals("paper-out", half.fault().code());
        say("ok");
        say("slow");
        assertInstanceOf(PrintOutcome.NotPrinted.class, print(1, Duration.ofSeconds(1)));
        Thread.sleep(2500);
        assertEquals(1, sim.printedPapers().size());
    }

    /// Like the sample printer of CUPS: its state stays "processing", and both reasons end in "-warning".
    @Test
    void a_job_that_does_not_move_while_paper_is_asked_for_is_out_of_paper() throws Exception {
        say("media-needed");
        assertTrue(printer.status(SOON).usable(), "a warning alone closes no printer");
        var held = assertInstanceOf(PrintOutcome.NotPrinted.class, print(1, Duration.ofSeconds(5)));
        assertEquals("paper-out", held.fault().code());
        assertTrue(progress.contains(new Progress(0, "paper-out")), progress::toString);
    }

    @Test
    void a_busy_printer_is_waited_for_within_the_deadline() throws Exception {
        say("busy");
        var refused = assertInstanceOf(PrintOutcome.NotPrinted.class, print(1, Duration.ofSeconds(2)));
        assertEquals("printer-busy", refused.fault().code());
        progress.clear();
        var freed = new Thread(() -> {
            while (progress.isEmpty()) Thread.onSpinWait();
            say("ok");
        });
        freed.start();
        assertInstanceOf(PrintOutcome.Printed.class, print(1, SOON));
        freed.join();
        assertEquals(new Progress(0, "printer-busy"), progress.getFirst());
        assertEquals(1, sim.printedPapers().size());
    }

    @Test
    void a_job_that_the_printer_gives_up_was_not_printed_when_no_page_came() throws Exception {
        say("abort");
        var outcome = assertInstanceOf(PrintOutcome.NotPrinted.class, print(1, SOON));
        assertEquals("job-aborted", outcome.fault().code());
        assertInstanceOf(PrintOutcome.NotPrinted.class, printer.print(new byte[100], "x", SOON, progress::add));
    }

    @Test
    void a_job_that_is_completed_with_errors_is_not_called_printed() throws Exception {
        say("errors");
        var outcome = assertInstanceOf(PrintOutcome.Unknown.class, print(1, SOON));
        assertEquals("job-with-errors", outcome.fault().code());
    }

    @Test
    void nobody_knows_when_the_line_goes_down_while_it_prints() throws Exception {
        say("slow");
        var later = Thread.startVirtualThread(() -> {
            try {
                Thread.sleep(1200);
                sim.runControlLine("unplug");
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        assertInstanceOf(PrintOutcome.Unknown.class, print(1, Duration.ofSeconds(5)));
        later.join();
    }

    @Test
    void an_address_where_nobody_is_does_not_open() {
        sim.close();
        var context = new DriverContext("a4", LinkAddress.parse(sim.link()));
        assertThrows(LinkLost.class, () -> new IppDriver().open(context));
    }

    @Test
    void no_answer_can_hang_the_parser_or_fill_the_memory() {
        for (long seed = 1; seed <= 3000; seed++) {
            var bytes = new byte[200];
            RandomGeneratorFactory.of("L64X128MixRandom").create(seed).nextBytes(bytes);
            bytes[0] = 2;
            IppResponse.parse(bytes);
        }
        var zeros = new byte[1 << 20];
        zeros[0] = 2;
        assertTrue(IppResponse.parse(zeros).isEmpty());
    }
}
