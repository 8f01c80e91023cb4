package org.openstm.device.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openstm.device.BarcodeReader;
import org.openstm.device.DeviceClass;
import org.openstm.device.DeviceState;
import org.openstm.device.IdCardReader;
import org.openstm.device.IdCardReader.Reading;
import org.openstm.device.PrintOutcome;
import org.openstm.device.ReceiptPrinter;
import org.openstm.device.contract.ShortLived;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.print.Media;
import org.openstm.print.Sheet;

@Timeout(60)
class DeviceManagerTest {
    private static final Duration OFTEN = Duration.ofMillis(200);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Sheet SHEET = new Sheet("test", Media.THERMAL_80, List.of());

    @TempDir
    Path folder;

    @Test
    void the_devices_of_the_file_serve_the_citizen() throws Exception {
        try (var reader = SimulatorFactory.startSimulator(DeviceClass.ID_CARD_READER, "tcp://127.0.0.1:0", folder);
                var printer = SimulatorFactory.startSimulator(
                        DeviceClass.RECEIPT_PRINTER, "pty:" + folder.resolve("lp"), folder)) {
            var file = Files.writeString(folder.resolve("devices.yaml"), """
                    devices:
                      - {id: reader-1, class: id-card-reader, driver: samv, link: "%s"}
                      - {id: slip-1, class: receipt-printer, driver: escpos, link: "%s?baud=115200"}
                    """.formatted(reader.link(), printer.link()));
            try (var desk = DeviceManager.open(file, new BuiltInDrivers(ShortLived.hosts()), InstantSource.system())) {
                reader.runControlLine("lay li-xiulan");
                assertInstanceOf(
                        Reading.Card.class,
                        desk.findPort(IdCardReader.class).orElseThrow().read(SOON));
                var outcome = desk.findPort(ReceiptPrinter.class).orElseThrow().print(SHEET, Duration.ofSeconds(20));
                assertInstanceOf(PrintOutcome.Printed.class, outcome);
                assertTrue(desk.findPort(BarcodeReader.class).isEmpty());
                assertEquals(
                        List.of("reader-1", "slip-1"),
                        desk.deviceViews().stream().map(DeviceView::id).toList());
            }
        }
    }

    @Test
    void a_device_that_was_unplugged_comes_back_by_itself() throws Exception {
        try (var sim = SimulatorFactory.startSimulator(
                        DeviceClass.ID_CARD_READER, "pty:" + folder.resolve("reader"), folder);
                var desk = desk(sim.link())) {
            await(desk, DeviceState.ONLINE);
            sim.runControlLine("unplug");
            await(desk, DeviceState.NO_DEVICE);
            sim.runControlLine("plug");
            await(desk, DeviceState.ONLINE);
            sim.runControlLine("lay zhao-wei");
            assertInstanceOf(
                    Reading.Card.class,
                    desk.findPort(IdCardReader.class).orElseThrow().read(SOON));
        }
    }

    @Test
    void a_line_that_was_lost_unseen_costs_the_citizen_nothing() throws Exception {
        try (var sim = SimulatorFactory.startSimulator(DeviceClass.ID_CARD_READER, "tcp://127.0.0.1:0", folder);
                var desk = DeviceManager.open(List.of(entry(sim.link())), Duration.ofHours(1))) {
            await(desk, DeviceState.ONLINE);
            sim.runControlLine("unplug");
            Thread.sleep(300);
            sim.runControlLine("plug");
            sim.runControlLine("lay zhao-wei");
            assertInstanceOf(
                    Reading.Card.class,
                    desk.findPort(IdCardReader.class).orElseThrow().read(SOON));
        }
    }

    @Test
    void a_dead_device_neither_holds_another_nor_the_end() throws Exception {
        try (var deaf = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                var sim = SimulatorFactory.startSimulator(DeviceClass.RECEIPT_PRINTER, "tcp://127.0.0.1:0", folder)) {
            var desk = DeviceManager.open(
                    List.of(
                            entry("tcp://127.0.0.1:" + deaf.getLocalPort()),
                            new DeviceEntry(
                                    "slip-1", DeviceClass.RECEIPT_PRINTER, "escpos", LinkAddress.parse(sim.link()))),
                    OFTEN);
            var stuck = Thread.startVirtualThread(() -> {
                try {
                    desk.findPort(IdCardReader.class).orElseThrow().read(Duration.ofMinutes(5));
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            });
            var outcome = desk.findPort(ReceiptPrinter.class).orElseThrow().print(SHEET, Duration.ofSeconds(20));
            assertInstanceOf(PrintOutcome.Printed.class, outcome);
            long start = System.nanoTime();
            desk.close();
            assertTrue(System.nanoTime() - start < 6_000_000_000L);
            stuck.join(Duration.ofSeconds(5));
            assertTrue(!stuck.isAlive());
        }
    }

    @Test
    void settings_that_make_no_sense_are_a_fault_of_their_device_only() throws Exception {
        var wrong = new DeviceEntry(
                "slip-1", DeviceClass.RECEIPT_PRINTER, "escpos", LinkAddress.parse("tcp://127.0.0.1:1?layout=nice"));
        try (var desk = DeviceManager.open(List.of(wrong), OFTEN)) {
            await(desk, DeviceState.NO_DEVICE);
            var fault = desk.deviceViews().getFirst().status().faults().getFirst();
            assertTrue(fault.detail().contains("layout of a receipt printer is"), fault::detail);
        }
    }

    @Test
    void interrupting_the_caller_frees_the_lane_for_the_next_one() throws Exception {
        try (var sim = SimulatorFactory.startSimulator(DeviceClass.ID_CARD_READER, "tcp://127.0.0.1:0", folder);
                var desk = desk(sim.link())) {
            var reader = desk.findPort(IdCardReader.class).orElseThrow();
            var waiting = Thread.ofPlatform().start(() -> {
                try {
                    reader.read(Duration.ofMinutes(5));
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            });
            Thread.sleep(700);
            waiting.interrupt();
            long start = System.nanoTime();
            waiting.join(Duration.ofSeconds(5));
            sim.runControlLine("lay zhao-wei");
            assertInstanceOf(Reading.Card.class, reader.read(SOON));
            assertTrue(System.nanoTime() - start < 2_000_000_000L);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "devices: [{id: a, class: id-card-reader, driver: samv, link: 'tcp://localhost:1', colour: red}] | colour",
                "devices: [{id: a, class: id-card-reader, driver: samv}] | link is missing",
                "devices: [{id: a, class: toaster, driver: samv, link: 'tcp://localhost:1'}] | toaster",
                "devices: [{id: a, class: id-card-reader, driver: magic, link: 'tcp://localhost:1'}] | there is: samv",
                "devices: [{id: A B, class: id-card-reader, driver: samv, link: 'tcp://localhost:1'}] | lower case",
                "devices: [{id: a, class: id-card-reader, driver: samv, link: 'ftp://h:1'}] | no such kind of link",
                "printers: [] | printers",
                "'{' | devices.yaml",
                "devices: | begin with"
            })
    void a_wrong_file_is_refused_with_what_is_wrong(String content, String says) throws Exception {
        var file = Files.writeString(folder.resolve("devices.yaml"), content);
        var refusal = assertThrows(
                IllegalArgumentException.class,
                () -> DeviceManager.open(file, new BuiltInDrivers(ShortLived.hosts()), InstantSource.system()));
        var message = String.valueOf(refusal.getMessage());
        assertTrue(message.contains(says) && message.contains("devices.yaml"), message);
    }

    @Test
    void a_mistake_is_told_with_its_line() throws Exception {
        var lines = List.of(
                "# branch 412",
                "devices:",
                "  - id: reader-1",
                "    class: id-card-reader",
                "    driver: samv",
                "    link: tcp://localhost:1");
        var mistakes = Map.of(
                "  - id: A B", ": line 3: ",
                "    class: toaster", ": line 4: ",
                "    driver: 5", ": line 5: driver is a text: put quotes around 5",
                "    driver: magic", ": line 3: ",
                "    link: ftp://h:1", ": line 6: ",
                "    link: ''", ": line 6: link is missing",
                "    link: [", ": line 7: not YAML",
                "    link: tcp://localhost:1\n    colour: red",
                        ": line 7: unknown key 'colour', known are class, driver");
        for (var mistake : mistakes.entrySet()) {
            var key = mistake.getKey().substring(0, mistake.getKey().indexOf(':'));
            var text = lines.stream()
                    .map(line -> line.startsWith(key) ? mistake.getKey() : line)
                    .toList();
            var file = Files.write(folder.resolve("devices.yaml"), text);
            var refusal = assertThrows(
                    IllegalArgumentException.class,
                    () -> DeviceManager.open(file, new BuiltInDrivers(ShortLived.hosts()), InstantSource.system()));
            assertTrue(String.valueOf(refusal.getMessage()).startsWith(file + mistake.getValue()), refusal::toString);
        }
    }

    private static DeviceEntry entry(String link) {
        return new DeviceEntry("reader-1", DeviceClass.ID_CARD_READER, "samv", LinkAddress.parse(link));
    }

    private static DeviceManager desk(String link) {
        return DeviceManager.open(List.of(entry(link)), OFTEN);
    }

    private static void await(DeviceManager desk, DeviceState state) throws InterruptedException {
        for (int i = 0; i < 200 && desk.deviceViews().getFirst().status().state() != state; i++) Thread.sleep(100);
        assertEquals(state, desk.deviceViews().getFirst().status().state());
    }
}
