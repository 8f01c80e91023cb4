package org.openstm.device.driver.document.ipp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.DeviceClass;
import org.openstm.device.DeviceState;
import org.openstm.device.DocumentPrinter;
import org.openstm.device.DocumentPrinter.Progress;
import org.openstm.device.PrintOutcome;
import org.openstm.device.contract.LongTest;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.device.sim.link.DeviceSimulator;
import org.openstm.device.spi.DriverContext;

/// A printer behind an independent print server: the server's own IPP client talks to the printer.
@Timeout(120)
@LongTest(oneIn = 3)
class CupsQueueTest {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static CupsServer server;

    @TempDir
    Path folder;

    private final List<Progress> progress = new CopyOnWriteArrayList<>();
    private String queue;
    private DeviceSimulator sim;
    private DocumentPrinter printer;

    @BeforeAll
    static void begin() throws Exception {
        assumeTrue(System.getenv("CI") != null || CupsServer.possible());
        server = CupsServer.start();
    }

    @AfterAll
    static void end() throws Exception {
        if (server != null) server.close();
    }

    @BeforeEach
    void plugIn(TestInfo test) throws Exception {
        sim = SimulatorFactory.startSimulator(DeviceClass.DOCUMENT_PRINTER, "tcp://127.0.0.1:0", folder);
        sim.runControlLine("page-millis 20");
        queue = test.getTestMethod().orElseThrow().getName().substring(0, 12);
        printer = open(server.queue(queue, sim.link()));
    }

    @AfterEach
    void pullOut() {
        printer.close();
        sim.close();
    }

    private static DocumentPrinter open(String link) throws Exception {
        return (DocumentPrinter) new IppDriver().open(new DriverContext("a4", LinkAddress.parse(link)));
    }

    private static byte[] pdf() throws Exception {
        try (var document = new PDDocument()) {
            for (int i = 0; i < 2; i++) document.addPage(new PDPage(PDRectangle.A4));
            var out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        }
    }

    private void awaitNoJob() throws InterruptedException {
        long end = System.nanoTime() + SOON.toNanos();
        while (!sim.runControlLine("jobs").equals("ok 0")) {
            assertTrue(System.nanoTime() < end, "the printer keeps the job");
            Thread.sleep(50);
        }
    }

    private PrintOutcome print(Duration patience) throws Exception {
        return printer.print(pdf(), "certificate", patience, progress::add);
    }

    @Test
    void bytes_pass_as_they_are_and_the_printers_own_word_comes_back() throws Exception {
        var pdf = pdf();
        var printed =
                assertInstanceOf(PrintOutcome.Printed.class, printer.print(pdf, "certificate", SOON, progress::add));
        assertEquals("job-completed", printed.proof());
        assertEquals(2, sim.printedPapers().size());
        assertArrayEquals(pdf, Files.readAllBytes(folder.resolve("document-0001.pdf")));
        assertTrue(printer.capabilities().getOrDefault("formats", "").length() < 60, () -> "" + printer.capabilities());
    }

    /// The server reports a jam until the next job, long after it was cleared.
    @Test
    void a_jam_is_told_while_it_holds_the_job_and_does_not_close_the_queue_for_good() throws Exception {
        sim.runControlLine("jam");
        var held = print(Duration.ofSeconds(8));
        assertFalse(held instanceof PrintOutcome.Printed);
        assertTrue(progress.stream().anyMatch(p -> p.waitingFor().equals("paper-jam")), progress::toString);
        // the server takes the job back from the printer a moment after the driver has given it up
        awaitNoJob();
        sim.runControlLine("ok");
        Thread.sleep(1500);
        assertTrue(sim.printedPapers().isEmpty(), "a job that was given up came out in front of the next citizen");
        assertInstanceOf(PrintOutcome.Printed.class, print(SOON));
        assertEquals(2, sim.printedPapers().size());
    }

    @Test
    void staff_who_stop_or_close_the_queue_are_named_before_anything_is_sent() throws Exception {
        server.say("cupsdisable", queue);
        assertFalse(printer.status(SOON).usable());
        assertInstanceOf(PrintOutcome.NotPrinted.class, print(SOON));
        server.say("cupsenable", queue);
        server.say("cupsreject", queue);
        var closed = assertInstanceOf(PrintOutcome.NotPrinted.class, print(SOON));
        assertEquals("printer-not-accepting", closed.fault().code());
        server.say("cupsaccept", queue);
        assertInstanceOf(PrintOutcome.Printed.class, print(SOON));
        assertEquals(2, sim.printedPapers().size());
    }

    @Test
    void cancelled_by_somebody_at_the_server_it_is_not_printed_for_sure() throws Exception {
        sim.runControlLine("slow");
        Thread.startVirtualThread(() -> {
            try {
                for (int i = 0;
                        i < 200 && progress.isEmpty() && sim.printedPapers().isEmpty();
                        i++) Thread.sleep(25);
                server.say("cancel", "-a", queue);
            } catch (Exception broken) {
                throw new IllegalStateException(broken);
            }
        });
        var ended = print(SOON);
        var fault = switch (ended) {
            case PrintOutcome.NotPrinted(var why) -> why;
            case PrintOutcome.Unknown(var why) -> why;
            case PrintOutcome.Printed printed -> throw new AssertionError(printed);
        };
        assertEquals("job-canceled", fault.code());
        assertTrue(sim.printedPapers().size() < 2);
    }

    @Test
    void sent_is_not_printed_where_the_printer_says_nothing_back() throws Exception {
        try (var mute = open(server.queue("mute", CupsServer.PLAIN + "://printer"))) {
            assertNotConfirmed(mute);
        }
    }

    /// The second server's job ends when its bytes are sent; the first only repeats that.
    @Test
    void sent_is_not_printed_where_a_queue_leads_to_the_queue_of_another_server() throws Exception {
        var behind = server.queue("behind", CupsServer.PLAIN + "://printer");
        try (var front = open(server.queue("front", behind))) {
            assertNotConfirmed(front);
        }
    }

    private static void assertNotConfirmed(DocumentPrinter printer) throws Exception {
        var sent = assertInstanceOf(PrintOutcome.Unknown.class, printer.print(pdf(), "certificate", SOON, _ -> {}));
        assertEquals("sent-not-confirmed", sent.fault().code());
        assertTrue(sent.fault().detail().startsWith("sent, not confirmed"), sent::toString);
    }

    @Test
    void dead_and_back_the_server_costs_what_it_held_and_nothing_that_follows() throws Exception {
        sim.runControlLine("page-millis 3000");
        Thread.startVirtualThread(() -> {
            try {
                Thread.sleep(1500);
                server.kill();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        assertInstanceOf(PrintOutcome.Unknown.class, print(Duration.ofSeconds(6)));
        assertEquals(DeviceState.NO_DEVICE, printer.status(SOON).state());
        server.run();
        server.say("cancel", "-a", queue);
        sim.runControlLine("page-millis 20");
        assertTrue(printer.status(SOON).usable());
        assertInstanceOf(PrintOutcome.Printed.class, print(SOON));
    }
}
