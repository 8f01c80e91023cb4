package org.openstm.device.driver.receipt.escpos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openstm.device.DeviceClass;
import org.openstm.device.DeviceState;
import org.openstm.device.PrintOutcome;
import org.openstm.device.ReceiptPrinter;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.device.sim.link.DeviceSimulator;
import org.openstm.device.spi.DriverContext;
import org.openstm.print.Media;
import org.openstm.print.Sheet;

/// The driver against the simulator, over real bytes.
@Timeout(60)
class EscPosPrinterTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private DeviceSimulator sim;
    private ReceiptPrinter printer;

    @BeforeEach
    void plugIn() throws Exception {
        sim = SimulatorFactory.startSimulator(DeviceClass.RECEIPT_PRINTER, "tcp://127.0.0.1:0", folder);
        printer = open(sim, "");
    }

    @AfterEach
    void pullOut() {
        printer.close();
        sim.close();
    }

    private static ReceiptPrinter open(DeviceSimulator sim, String settings) throws Exception {
        var context = new DriverContext("slip", LinkAddress.parse(sim.link() + settings));
        var said = EscPosSettings.of(context.address().query());
        return new EscPosPrinter(new PrinterChannel(context.openLink(), said), said, (_, _) -> slip());
    }

    private void reopenAfter(String... lines) throws Exception {
        printer.close();
        for (var line : lines) say(line);
        printer = open(sim, "");
    }

    private void say(String line) {
        var answer = sim.runControlLine(line);
        assertTrue(answer.startsWith("ok"), () -> line + " -> " + answer);
    }

    /// 600 dot rows and a cut: long enough for a fault during the print.
    private static byte[] slip() {
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0x1B, 0x40});
        for (int band = 0; band < 6; band++) {
            out.writeBytes(new byte[] {0x1D, 0x76, 0x30, 0, 72, 0, 100, 0});
            for (int i = 0; i < 72 * 100; i++) out.write(i * 37);
        }
        out.writeBytes(new byte[] {0x1D, 0x56, 0x42, 0});
        return out.toByteArray();
    }

    private static final Sheet SHEET = new Sheet("test", Media.THERMAL_80, List.of());

    private PrintOutcome print() throws InterruptedException {
        return printer.print(SHEET, SOON);
    }

    private String proof() throws InterruptedException {
        return assertInstanceOf(PrintOutcome.Printed.class, print()).proof();
    }

    @Test
    void paper_is_proved_by_the_process_id() throws Exception {
        assertEquals("process-id", proof());
        assertEquals("process-id", proof());
    }

    @Test
    void the_order_of_answers_is_the_proof_when_there_is_no_process_id() throws Exception {
        reopenAfter("no-process-id");
        assertEquals("barrier", proof());
    }

    /// Like clones that continue to read without paper, and send the id back when they have read the request.
    @Test
    void an_id_is_not_believed_against_the_printers_own_word_that_it_has_no_paper() throws Exception {
        reopenAfter("runs-dry");
        assertEquals("process-id", proof());
        say("paper out after-lines 1");
        var unknown = assertInstanceOf(PrintOutcome.Unknown.class, print());
        assertEquals("paper-out", unknown.fault().code());
    }

    @Test
    void the_order_of_answers_is_no_proof_where_an_id_was_promised() throws Exception {
        say("old-id");
        var unknown = assertInstanceOf(PrintOutcome.Unknown.class, printer.print(SHEET, Duration.ofSeconds(5)));
        assertEquals("no-proof", unknown.fault().code());
    }

    @Test
    void the_state_afterwards_is_the_proof_when_there_is_nothing_else() throws Exception {
        reopenAfter("no-process-id", "no-barrier", "no-announcements", "no-clear");
        assertEquals("status", proof());
    }

    @Test
    void nobody_knows_when_a_printer_says_nothing_at_all() throws Exception {
        reopenAfter("mute");
        var unknown = assertInstanceOf(PrintOutcome.Unknown.class, print());
        assertEquals("no-proof", unknown.fault().code());
        assertEquals(DeviceState.UNKNOWN, printer.status(Duration.ofSeconds(1)).state());
    }

    @ParameterizedTest
    @CsvSource({
        "paper out, paper-out",
        "cover open, cover-open",
        "cutter jam, cutter-jam",
        "broken, printer-broken",
        "mechanical, printer-mechanical",
        "hot, head-hot"
    })
    void nothing_is_printed_when_it_is_known_before_that_nothing_can_come_out(String trouble, String code)
            throws Exception {
        say(trouble);
        assertEquals(
                code,
                assertInstanceOf(PrintOutcome.NotPrinted.class, print()).fault().code());
        assertEquals("ok 0.00 m, 0 cuts", sim.runControlLine("meter"));
    }

    @Test
    void printing_goes_on_when_the_roll_is_only_near_its_end() throws Exception {
        say("paper near");
        assertEquals("process-id", proof());
        var status = printer.status(SOON);
        assertEquals(DeviceState.ONLINE, status.state());
        assertEquals("paper-low", status.faults().getFirst().code());
        assertEquals("low", status.facts().get("paper"));
    }

    @Test
    void a_roll_that_ends_in_the_middle_leaves_the_outcome_open_and_no_rest_behind() throws Exception {
        say("paper out after-lines 1");
        var outcome = assertInstanceOf(PrintOutcome.Unknown.class, print());
        assertEquals("paper-out", outcome.fault().code());
        say("paper full");
        Thread.sleep(300);
        var meter = sim.runControlLine("meter");
        Thread.sleep(300);
        assertEquals(meter, sim.runControlLine("meter"), "an old slip came out after the paper was changed");
        assertEquals("process-id", proof());
        assertEquals(2, sim.printedPapers().size(), "the half slip must not hang on the next person's");
    }

    @Test
    void a_cover_that_is_closed_again_soon_costs_nothing() throws Exception {
        say("speed 400");
        var staff = Thread.startVirtualThread(() -> {
            pause(150);
            sim.runControlLine("cover open");
            pause(800);
            sim.runControlLine("cover close");
        });
        assertEquals("process-id", proof());
        staff.join();
    }

    @Test
    void a_printer_that_stops_reading_does_not_hold_the_lane() throws Exception {
        say("buffer 256");
        say("speed 1");
        long start = System.nanoTime();
        var outcome = printer.print(SHEET, Duration.ofSeconds(2));
        assertInstanceOf(PrintOutcome.Unknown.class, outcome);
        assertTrue(millisSince(start) < 6000, () -> millisSince(start) + " ms");
    }

    @Test
    void pulling_the_cable_in_the_middle_leaves_the_outcome_open() throws Exception {
        say("speed 20");
        var staff = Thread.startVirtualThread(() -> {
            pause(500);
            sim.runControlLine("unplug");
        });
        var outcome = assertInstanceOf(PrintOutcome.Unknown.class, print());
        assertEquals("link-lost", outcome.fault().code());
        assertEquals(DeviceState.NO_DEVICE, printer.status(SOON).state());
        assertEquals(
                "link-lost",
                assertInstanceOf(PrintOutcome.NotPrinted.class, print()).fault().code());
        staff.join();
    }

    @Test
    void a_line_that_only_echoes_proves_nothing() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> {
                try (var peer = server.accept()) {
                    peer.getInputStream().transferTo(peer.getOutputStream());
                } catch (IOException _) {
                    // the test is over
                }
            });
            var link = LinkAddress.parse("tcp://127.0.0.1:" + server.getLocalPort());
            var said = EscPosSettings.of(link.query());
            try (var echo = new EscPosPrinter(
                    new PrinterChannel(new DriverContext("echo", link).openLink(), said), said, (_, _) -> slip())) {
                assertInstanceOf(PrintOutcome.Unknown.class, echo.print(SHEET, SOON));
            }
        }
    }

    @Test
    void the_printer_tells_who_it_is() throws Exception {
        var facts = printer.status(SOON).facts();
        assertEquals("OPENSTM", facts.get("maker"));
        assertEquals("SIM-80", facts.get("model"));
        assertEquals("1.00 SIM", facts.get("firmware"));
        assertEquals("S0412003", facts.get("serial"));
        assertEquals("CHINA GB18030", facts.get("charset"));
        assertEquals("full", facts.get("paper"));
    }

    @Test
    void the_printer_tells_what_it_has_counted_in_its_life() throws Exception {
        say("hours 412");
        var before = printer.statistics(SOON);
        assertEquals(412, before.getOrDefault("hours-on", -1L));
        proof();
        var after = printer.statistics(SOON);
        assertEquals(1, after.getOrDefault("cuts", 0L) - before.getOrDefault("cuts", 0L));
        assertTrue(after.getOrDefault("head-pulses", 0L) >= 600, after::toString);
        say("no-counters");
        assertEquals(Map.of(), printer.statistics(SOON));
    }

    @Test
    void a_knife_that_is_stuck_is_tried_once_more_by_a_reset() throws Exception {
        say("cutter jam");
        assertEquals(DeviceState.HARDWARE_ERROR, printer.status(SOON).state());
        printer.reset(SOON);
        assertEquals("process-id", proof());
    }

    @Test
    void a_printer_that_could_not_be_asked_claims_only_what_was_set_up() throws Exception {
        reopenAfter("cover open");
        assertEquals(Map.of("media", "thermal-80", "cutter", "partial", "layout", "picture"), printer.capabilities());
        say("cover close");
        proof();
        assertEquals("gb18030", printer.capabilities().get("charset"));
    }

    @Test
    void a_printer_that_was_out_of_paper_at_first_is_asked_again_when_it_is_well() throws Exception {
        reopenAfter("paper out");
        assertEquals("paper-out", printer.status(SOON).faults().getFirst().code());
        say("paper full");
        assertEquals("process-id", proof());
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static long millisSince(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }
}
