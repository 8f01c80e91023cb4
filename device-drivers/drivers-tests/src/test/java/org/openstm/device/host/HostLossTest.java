package org.openstm.device.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openstm.device.Device;
import org.openstm.device.DeviceClass;
import org.openstm.device.DeviceState;
import org.openstm.device.IdCardReader;
import org.openstm.device.IdCardReader.Reading;
import org.openstm.device.PrintOutcome;
import org.openstm.device.ReceiptPrinter;
import org.openstm.device.contract.Children;
import org.openstm.device.contract.LongTest;
import org.openstm.device.contract.ShortLived;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.link.LinkLost;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.device.spi.DriverContext;

/// Hosts that die, hang or are abandoned, and the results of their ports then.
@Timeout(60)
@LongTest(oneIn = 2)
class HostLossTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir
    Path folder;

    private static Device open(DeviceClass deviceClass, String driver, String id, String link) throws Exception {
        return Hosts.driver(deviceClass, driver, List.of(), ShortLived.hosts())
                .open(new DriverContext(id, LinkAddress.parse(link)));
    }

    private static IdCardReader reader(String id, String link) throws Exception {
        return (IdCardReader) open(DeviceClass.ID_CARD_READER, "samv", id, link);
    }

    private static ReceiptPrinter printer(String id, String link) throws Exception {
        return (ReceiptPrinter) open(DeviceClass.RECEIPT_PRINTER, "escpos", id, link);
    }

    private static IdCardReader trouble(String id, String settings) throws Exception {
        return (IdCardReader) open(DeviceClass.ID_CARD_READER, "trouble", id, "tcp://nowhere:1?" + settings);
    }

    private static <R> FutureTask<R> begin(Callable<R> work) {
        var task = new FutureTask<>(work);
        Thread.ofPlatform().daemon().start(task);
        return task;
    }

    private static <R> R end(FutureTask<R> task) throws Exception {
        return task.get(30, TimeUnit.SECONDS);
    }

    private static String code(Reading reading) {
        return assertInstanceOf(Reading.Unreadable.class, reading).fault().code();
    }

    @Test
    void a_host_killed_while_idle_is_a_lost_link_to_the_next_caller() throws Exception {
        try (var sim = SimulatorFactory.startSimulator(DeviceClass.RECEIPT_PRINTER, "tcp://127.0.0.1:0", folder);
                var printer = printer("kill-idle", sim.link())) {
            Children.kill("kill-idle");
            var outcome = assertInstanceOf(PrintOutcome.NotPrinted.class, printer.print(Sheets.longOne(), SOON));
            assertEquals(LinkLost.CODE, outcome.fault().code());
            assertEquals(DeviceState.NO_DEVICE, printer.status(SOON).state());
            assertTrue(sim.printedPapers().isEmpty());
        }
    }

    @Test
    void a_host_killed_while_it_reads_is_a_crash_and_then_a_lost_link() throws Exception {
        try (var sim = SimulatorFactory.startSimulator(DeviceClass.ID_CARD_READER, "tcp://127.0.0.1:0", folder);
                var reader = reader("kill-read", sim.link())) {
            var reading = begin(() -> reader.read(SOON));
            Thread.sleep(700);
            Children.kill("kill-read");
            assertEquals("driver-crashed", code(end(reading)));
            assertEquals(LinkLost.CODE, code(reader.read(SOON)));
            assertEquals(IdCardReader.Presence.UNKNOWN, reader.presence());
        }
    }

    @Test
    void nobody_knows_about_the_paper_when_a_host_is_killed_while_it_prints() throws Exception {
        try (var sim = SimulatorFactory.startSimulator(DeviceClass.RECEIPT_PRINTER, "tcp://127.0.0.1:0", folder);
                var printer = printer("kill-print", sim.link())) {
            sim.runControlLine("speed 40");
            sim.runControlLine("buffer 2048");
            var printing = begin(() -> printer.print(Sheets.longOne(), SOON));
            Thread.sleep(1500);
            assertFalse(printing.isDone());
            Children.kill("kill-print");
            var outcome = assertInstanceOf(PrintOutcome.Unknown.class, end(printing));
            assertEquals("driver-crashed", outcome.fault().code());
            assertTrue(outcome.fault().detail().contains("137"), outcome::toString);
        }
    }

    @Test
    void a_printer_that_stops_reading_in_the_middle_leaves_the_host_alive() throws Exception {
        try (var sim = SimulatorFactory.startSimulator(DeviceClass.RECEIPT_PRINTER, "tcp://127.0.0.1:0", folder);
                var printer = printer("stall", sim.link())) {
            sim.runControlLine("speed 40");
            sim.runControlLine("buffer 2048");
            var printing = begin(() -> printer.print(Sheets.longOne(), Duration.ofSeconds(3)));
            Thread.sleep(1000);
            sim.runControlLine("stall 20");
            assertInstanceOf(PrintOutcome.Unknown.class, end(printing));
            assertEquals(1, Children.of("stall").size());
        }
    }

    @Test
    void a_driver_that_never_returns_is_ended_and_the_paper_is_unknown() throws Exception {
        try (var printer = (ReceiptPrinter)
                open(DeviceClass.RECEIPT_PRINTER, "trouble", "spin-print", "tcp://nowhere:1?how=spin")) {
            var outcome = assertInstanceOf(PrintOutcome.Unknown.class, printer.print(Sheets.ALL_KINDS, SHORT));
            assertEquals("driver-hung", outcome.fault().code());
            Children.awaitNone("spin-print");
        }
    }

    @Test
    void a_host_that_was_stopped_before_it_took_the_print_surely_printed_nothing() throws Exception {
        try (var printer =
                (ReceiptPrinter) open(DeviceClass.RECEIPT_PRINTER, "trouble", "stopped", "tcp://nowhere:1")) {
            Children.stop("stopped");
            var outcome = assertInstanceOf(PrintOutcome.NotPrinted.class, printer.print(Sheets.ALL_KINDS, SHORT));
            assertEquals("driver-hung", outcome.fault().code());
            Children.awaitNone("stopped");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "spin, driver-hung",
        "exit, driver-crashed",
        "exhaust, driver-crashed",
        "native, driver-crashed",
        "throw, driver-broken",
        "overflow, driver-broken"
    })
    void whatever_a_driver_does_ends_as_a_fault_that_names_nobody(String how, String code) throws Exception {
        var id = "do-" + how;
        try (var reader = trouble(id, "how=" + how)) {
            // a process that crashes writes its report first, which takes seconds on a loaded machine
            var status = reader.status(how.equals("spin") ? SHORT : SOON);
            assertEquals(DeviceState.HARDWARE_ERROR, status.state());
            assertEquals(code, status.faults().getFirst().code());
            var detail = status.faults().getFirst().detail();
            assertFalse(detail.contains("5301") || detail.contains("李"), detail);
            assertEquals(LinkLost.CODE, code(reader.read(SHORT)));
        }
        Children.awaitNone(id);
    }

    @Test
    void a_driver_that_dies_while_it_opens_is_a_lost_link() {
        assertThrows(LinkLost.class, () -> trouble("open-exit", "open=exit"));
        assertTrue(Children.of("open-exit").isEmpty());
    }

    @Test
    void an_interrupt_reaches_the_driver_within_half_a_second_and_the_host_goes_on() throws Exception {
        try (var sim = SimulatorFactory.startSimulator(DeviceClass.ID_CARD_READER, "tcp://127.0.0.1:0", folder);
                var reader = reader("cancel", sim.link())) {
            for (int i = 0; i < 2; i++) assertTrue(cancelled(reader) < 500_000_000L);
            sim.runControlLine("lay zhao-wei");
            assertInstanceOf(Reading.Card.class, reader.read(SOON));
            assertEquals(1, Children.of("cancel").size());
        }
    }

    @Test
    void a_driver_that_does_not_let_go_is_ended() throws Exception {
        try (var reader = trouble("spin-cancel", "how=spin")) {
            assertTrue(cancelled(reader) < 3_000_000_000L);
            Children.awaitNone("spin-cancel");
        }
    }

    /// @return nanoseconds from the interrupt to the end of the call
    private static long cancelled(IdCardReader reader) throws Exception {
        var ended = new FutureTask<>(() -> {
            assertThrows(InterruptedException.class, () -> reader.read(SOON));
            return System.nanoTime();
        });
        var lane = Thread.ofPlatform().daemon().start(ended);
        Thread.sleep(600);
        long start = System.nanoTime();
        lane.interrupt();
        return end(ended) - start;
    }

    @Test
    void closing_frees_whoever_still_waits() throws Exception {
        var reader = trouble("close-waits", "how=spin");
        var reading = begin(() -> reader.read(SOON));
        Thread.sleep(500);
        long start = System.nanoTime();
        reader.close();
        assertEquals("driver-crashed", code(end(reading)));
        assertTrue(System.nanoTime() - start < 5_000_000_000L);
        reader.close();
        Children.awaitNone("close-waits");
    }

    @Test
    void a_driver_that_hangs_while_it_closes_is_ended() throws Exception {
        var reader = trouble("spin-close", "close=spin");
        long start = System.nanoTime();
        reader.close();
        assertTrue(System.nanoTime() - start < 5_000_000_000L);
        Children.awaitNone("spin-close");
    }

    @Test
    void a_peer_that_never_answers_costs_its_patience_only() throws Exception {
        try (var deaf = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                var reader = reader("deaf", "tcp://127.0.0.1:" + deaf.getLocalPort())) {
            assertEquals(DeviceState.UNKNOWN, reader.status(SHORT).state());
            assertEquals(1, Children.of("deaf").size());
        }
    }
}
