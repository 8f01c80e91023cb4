package org.openstm.device.manager;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.DeviceClass;
import org.openstm.device.DeviceState;
import org.openstm.device.HealthLevel;
import org.openstm.device.IdCardReader;
import org.openstm.device.IdCardReader.Reading;
import org.openstm.device.PrintOutcome;
import org.openstm.device.ReceiptPrinter;
import org.openstm.device.contract.LongTest;
import org.openstm.device.contract.ShortLived;
import org.openstm.device.host.Hosts;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.device.sim.link.DeviceSimulator;
import org.openstm.print.Block;
import org.openstm.print.Media;
import org.openstm.print.Sheet;
import org.openstm.print.Style;

/// Swaps of a driver or link while the device manager runs.
@Timeout(120)
class DriverSwapTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    /// Our driver, and a misbehaving one in a host.
    private static final DriverSource TROUBLED = entry -> entry.driver().equals("trouble")
            ? Hosts.driver(DeviceClass.ID_CARD_READER, "trouble", List.of(), ShortLived.hosts())
            : new BuiltInDrivers(ShortLived.hosts()).driverFor(entry);

    private DeviceSimulator first;
    private DeviceSimulator second;
    private Path file;
    private DeviceManager desk;

    @BeforeEach
    void open() throws Exception {
        first = SimulatorFactory.startSimulator(DeviceClass.ID_CARD_READER, "tcp://127.0.0.1:0", folder);
        second = SimulatorFactory.startSimulator(DeviceClass.ID_CARD_READER, "tcp://127.0.0.1:0", folder);
        file = write("devices.yaml", first.link());
        desk = DeviceManager.open(file, new BuiltInDrivers(ShortLived.hosts()), InstantSource.system());
        await(DeviceState.ONLINE);
    }

    @AfterEach
    void close() {
        desk.close();
        first.close();
        second.close();
    }

    @Test
    void after_a_swap_the_same_port_reads_from_the_new_device_and_the_file_says_so() throws Exception {
        var port = desk.findPort(IdCardReader.class).orElseThrow();
        var swapped = swap(second.link());
        assertInstanceOf(SwapOutcome.Swapped.class, swapped);
        second.runControlLine("lay zhao-wei");
        assertInstanceOf(Reading.Card.class, port.read(SOON));
        assertEquals(
                second.link(),
                DeviceManager.readEntries(file, new BuiltInDrivers(ShortLived.hosts()))
                        .getFirst()
                        .link()
                        .toString());
        assertEquals(
                first.link(),
                desk.swaps().findPreviousEntry("reader-1").orElseThrow().link().toString());
    }

    private String inTheFile() {
        return DeviceManager.readEntries(file, new BuiltInDrivers(ShortLived.hosts()))
                .getFirst()
                .link()
                .toString();
    }

    @LongTest(oneIn = 3)
    @Test
    void on_trial_the_file_says_the_old_one_until_somebody_keeps_it_or_gives_it_up() throws Exception {
        var wanted = new DeviceEntry("reader-1", DeviceClass.ID_CARD_READER, "samv", LinkAddress.parse(second.link()));
        assertInstanceOf(
                SwapOutcome.Swapped.class,
                desk.swaps().swapOnTrial(wanted, "li", HealthLevel.INTERNAL, Duration.ofSeconds(30)));
        assertEquals(List.of("reader-1"), desk.swaps().devicesOnTrial());
        assertEquals(second.link(), desk.deviceViews().getFirst().link());
        assertEquals(first.link(), inTheFile());

        assertTrue(desk.swaps().rollBackTrial("reader-1", "li"));
        assertEquals(first.link(), desk.deviceViews().getFirst().link());
        assertTrue(!desk.swaps().rollBackTrial("reader-1", "li"), "once");

        assertInstanceOf(
                SwapOutcome.Swapped.class,
                desk.swaps().swapOnTrial(wanted, "li", HealthLevel.INTERNAL, Duration.ofSeconds(30)));
        assertTrue(desk.swaps().keepTrial("reader-1", "li"));
        assertEquals(second.link(), inTheFile());
        assertEquals(List.of(), desk.swaps().devicesOnTrial());
        assertEquals(
                first.link(),
                desk.swaps().findPreviousEntry("reader-1").orElseThrow().link().toString());
    }

    @LongTest(oneIn = 3)
    @Test
    void a_device_that_does_not_answer_is_taken_out_again_by_itself() throws Exception {
        var outcome = swap("tcp://127.0.0.1:1");
        var back = assertInstanceOf(SwapOutcome.RolledBack.class, outcome);
        assertTrue(back.restored());
        var why = back.report().steps().getLast().detail();
        assertTrue(why.startsWith("NO_DEVICE [link-lost]: ") && why.contains("127.0.0.1:1"), why);
        assertFalse(why.contains("tried again"), "it was taken out, so nothing is tried again: " + why);
        first.runControlLine("lay zhao-wei");
        assertInstanceOf(
                Reading.Card.class,
                desk.findPort(IdCardReader.class).orElseThrow().read(SOON));
        assertEquals(
                first.link(),
                DeviceManager.readEntries(file, new BuiltInDrivers(ShortLived.hosts()))
                        .getFirst()
                        .link()
                        .toString());
        assertTrue(desk.eventsAfter(0).stream().anyMatch(event -> event.kind().equals("rolled-back")));
    }

    private SwapOutcome swapToTrouble(String settings) throws InterruptedException {
        var link = LinkAddress.parse("tcp://127.0.0.1:1?" + settings);
        var wanted = new DeviceEntry("reader-1", DeviceClass.ID_CARD_READER, "trouble", link);
        return desk.swaps().swapDevice(wanted, "li", HealthLevel.INTERNAL, SOON);
    }

    /// It works after each opening, and dies a second later.
    @Test
    void a_driver_that_dies_soon_after_it_was_opened_is_taken_out_again() throws Exception {
        desk.close();
        desk = DeviceManager.open(file, TROUBLED, InstantSource.system());
        await(DeviceState.ONLINE);
        var back = assertInstanceOf(SwapOutcome.RolledBack.class, swapToTrouble("open=soon"));
        assertTrue(back.restored());
        var why = back.report().steps().getLast().detail();
        assertTrue(why.contains("ended with code 3"), why);
        first.runControlLine("lay zhao-wei");
        assertInstanceOf(
                Reading.Card.class,
                desk.findPort(IdCardReader.class).orElseThrow().read(SOON));
    }

    @Test
    void the_first_flaw_of_a_driver_is_the_message_and_it_is_not_tried_again() throws Exception {
        desk.close();
        desk = DeviceManager.open(file, TROUBLED, InstantSource.system());
        await(DeviceState.ONLINE);
        long start = System.nanoTime();
        var crashed = assertInstanceOf(SwapOutcome.RolledBack.class, swapToTrouble("open=exit"));
        assertTrue(
                crashed.report().steps().getLast().detail().contains("ended with code 7"), crashed.report()::toString);
        var unfit = assertInstanceOf(SwapOutcome.RolledBack.class, swapToTrouble("open=unfit"));
        assertTrue(
                unfit.report().steps().getLast().detail().contains("the service prints no pictures"),
                unfit.report()::toString);
        var rolledBack = desk.eventsAfter(0).stream()
                .filter(event -> event.kind().equals("rolled-back"))
                .toList();
        assertTrue(rolledBack.getLast().text().contains("the service prints no pictures"), rolledBack::toString);
        assertTrue(System.nanoTime() - start < 25_000_000_000L, "a permanent fault was tried again and again");
    }

    @Test
    void a_swap_waits_for_the_session_and_gives_up_when_it_does_not_end() throws Exception {
        desk.setDeviceDrain((_, _) -> false);
        assertInstanceOf(SwapOutcome.Refused.class, swap(second.link()));
        first.runControlLine("lay zhao-wei");
        assertInstanceOf(
                Reading.Card.class,
                desk.findPort(IdCardReader.class).orElseThrow().read(SOON));
    }

    @Test
    void a_driver_that_is_not_there_touches_nothing() throws Exception {
        var wanted = new DeviceEntry("reader-1", DeviceClass.ID_CARD_READER, "magic", LinkAddress.parse(second.link()));
        var outcome = desk.swaps().swapDevice(wanted, "li", HealthLevel.INTERNAL, SOON);
        var refused = assertInstanceOf(SwapOutcome.Refused.class, outcome);
        assertTrue(refused.why().contains("there is: samv"), refused::why);
        assertEquals(DeviceState.ONLINE, state());
    }

    @Test
    void what_is_written_into_the_file_is_taken_over_and_a_mistake_changes_nothing() throws Exception {
        write("devices.yaml", second.link());
        second.runControlLine("lay zhao-wei");
        for (int i = 0; i < 100 && !desk.deviceViews().getFirst().link().equals(second.link()); i++) Thread.sleep(100);
        assertInstanceOf(
                Reading.Card.class,
                desk.findPort(IdCardReader.class).orElseThrow().read(SOON));
        var told = desk.eventsAfter(0).stream()
                .filter(event -> event.kind().equals(DeviceEvent.FILE_CHANGED))
                .map(DeviceEvent::text)
                .toList();
        assertEquals(
                List.of("devices.yaml of " + Files.getOwner(file).getName() + ": reader-1 from samv " + first.link()
                        + " to samv " + second.link()),
                told);
        Files.writeString(file, "devices: [{id: reader-1}]");
        for (int i = 0; i < 100 && events("file-refused") == 0; i++) Thread.sleep(100);
        assertEquals(1, events("file-refused"));
        assertEquals(second.link(), desk.deviceViews().getFirst().link());
        try (var kept = Files.list(folder.resolve("devices.versions"))) {
            assertEquals(2, kept.count());
        }
    }

    private DeviceManager onOwnData(Path data) {
        return DeviceManager.openOrLastGood(file, data, new BuiltInDrivers(ShortLived.hosts()), InstantSource.system());
    }

    @Test
    void a_file_that_is_there_and_cannot_be_read_leaves_the_last_good_version_in_force() throws Exception {
        desk.close();
        var data = Files.createDirectory(folder.resolve("data"));
        desk = onOwnData(data);
        desk.close();
        Files.delete(file);
        // as a dying disk: reading it fails, even for root
        Files.createDirectory(file);
        desk = onOwnData(data);
        assertEquals(first.link(), desk.deviceViews().getFirst().link());
        var mistake = desk.configurationError().orElseThrow();
        assertTrue(mistake.contains("devices.yaml cannot be read"), mistake);
    }

    @Test
    @DisplayName("what is configured is only read; swaps and versions lie in the data folder")
    void a_swap_leaves_the_configured_file_as_it_is_and_lasts_over_a_restart_until_that_file_changes()
            throws Exception {
        desk.close();
        var data = Files.createDirectory(folder.resolve("data"));
        byte[] configured = Files.readAllBytes(file);
        desk = onOwnData(data);
        await(DeviceState.ONLINE);
        assertInstanceOf(SwapOutcome.Swapped.class, swap(second.link()));
        assertArrayEquals(configured, Files.readAllBytes(file));
        desk.close();
        desk = onOwnData(data);
        assertEquals(second.link(), desk.deviceViews().getFirst().link(), "the swap lasts");
        assertEquals(
                first.link(),
                desk.swaps().findPreviousEntry("reader-1").orElseThrow().link().toString());
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(60)));
        desk.close();
        desk = onOwnData(data);
        assertEquals(second.link(), desk.deviceViews().getFirst().link(), "touched is not changed");
        desk.close();
        Files.writeString(file, new String(configured, StandardCharsets.UTF_8) + "# changed\n");
        desk = onOwnData(data);
        assertEquals(first.link(), desk.deviceViews().getFirst().link(), "what is configured counts when it changes");
        try (var kept = Files.list(data.resolve("devices.versions"))) {
            var versions = kept.sorted().toList();
            assertArrayEquals(configured, Files.readAllBytes(versions.getFirst()), "the first version");
            assertEquals(3, versions.size());
        }
    }

    @Test
    void a_change_of_the_file_lets_a_print_that_runs_come_to_its_end() throws Exception {
        try (var slow = SimulatorFactory.startSimulator(DeviceClass.RECEIPT_PRINTER, "tcp://127.0.0.1:0", folder);
                var other = SimulatorFactory.startSimulator(DeviceClass.RECEIPT_PRINTER, "tcp://127.0.0.1:0", folder)) {
            slow.runControlLine("speed 20");
            var slips = folder.resolve("slips.yaml");
            Files.writeString(slips, printer(slow));
            try (var printers =
                    DeviceManager.open(slips, new BuiltInDrivers(ShortLived.hosts()), InstantSource.system())) {
                var port = printers.findPort(ReceiptPrinter.class).orElseThrow();
                var outcomes = new LinkedBlockingQueue<PrintOutcome>();
                Thread.ofVirtual().start(() -> {
                    try {
                        outcomes.add(port.print(tall(), Duration.ofSeconds(25)));
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                });
                Thread.sleep(1500);
                assertTrue(outcomes.isEmpty(), "it still prints");
                Files.writeString(slips, printer(other));
                assertInstanceOf(PrintOutcome.Printed.class, outcomes.poll(30, TimeUnit.SECONDS));
                for (int i = 0;
                        i < 100 && !printers.deviceViews().getFirst().link().equals(other.link());
                        i++) Thread.sleep(100);
                assertEquals(other.link(), printers.deviceViews().getFirst().link());
            }
        }
    }

    private static String printer(DeviceSimulator sim) {
        return "devices: [{id: slip-1, class: receipt-printer, driver: escpos, link: '" + sim.link() + "'}]";
    }

    private static Sheet tall() {
        var lines = new ArrayList<Block>();
        for (int i = 0; i < 18; i++) lines.add(new Block.Text("第 " + i + " 行", Style.BODY));
        lines.add(new Block.Cut());
        return new Sheet("t", Media.THERMAL_80, lines);
    }

    @Test
    void a_command_that_runs_and_one_that_waits_are_both_cancelled_in_half_a_second() throws Exception {
        var port = desk.findPort(IdCardReader.class).orElseThrow();
        long millis = cancelBoth(port);
        // a busy machine delays one cancel or another
        for (int n = 0; n < 2 && millis > 500; n++) millis = Math.min(millis, cancelBoth(port));
        assertTrue(millis <= 500, millis + " ms at best");
        first.runControlLine("lay zhao-wei");
        assertInstanceOf(Reading.Card.class, port.read(SOON));
    }

    /// @return milliseconds until both had ended
    private long cancelBoth(IdCardReader port) throws InterruptedException {
        var results = new LinkedBlockingQueue<Reading>();
        for (int i = 0; i < 2; i++)
            Thread.ofVirtual().start(() -> {
                try {
                    results.add(port.read(Duration.ofMinutes(5)));
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            });
        Thread.sleep(700);
        long asked = System.nanoTime();
        desk.cancelCommands("reader-1");
        for (int i = 0; i < 2; i++) {
            var reading = results.poll(5, TimeUnit.SECONDS);
            assertEquals(
                    "canceled",
                    assertInstanceOf(Reading.Unreadable.class, reading).fault().code());
        }
        return (System.nanoTime() - asked) / 1_000_000;
    }

    @LongTest(oneIn = 3)
    @Test
    void events_are_numbered_without_a_gap_and_counts_grow() throws Exception {
        first.runControlLine("unplug");
        await(DeviceState.NO_DEVICE);
        first.runControlLine("plug");
        await(DeviceState.ONLINE);
        var events = desk.eventsAfter(0);
        for (int i = 0; i < events.size(); i++)
            assertEquals(i + 1, events.get(i).seq());
        assertTrue(desk.deviceViews().getFirst().counts().getOrDefault("openings", 0L) >= 2);
        assertTrue(desk.deviceViews().getFirst().counts().getOrDefault("losses", 0L) >= 1);
        assertEquals(List.of(), desk.eventsAfter(events.getLast().seq()));
    }

    private SwapOutcome swap(String link) throws InterruptedException {
        return desk.swaps()
                .swapDevice(
                        new DeviceEntry("reader-1", DeviceClass.ID_CARD_READER, "samv", LinkAddress.parse(link)),
                        "li",
                        HealthLevel.INTERNAL,
                        SOON);
    }

    private long events(String kind) {
        return desk.eventsAfter(0).stream()
                .filter(event -> event.kind().equals(kind))
                .count();
    }

    private DeviceState state() {
        return desk.deviceViews().getFirst().status().state();
    }

    private void await(DeviceState wanted) throws InterruptedException {
        for (int i = 0; i < 200 && state() != wanted; i++) Thread.sleep(100);
        assertEquals(wanted, state());
    }

    private Path write(String name, String link) throws Exception {
        return Files.writeString(folder.resolve(name), """
                devices:
                  - {id: reader-1, class: id-card-reader, driver: samv, link: "%s"}
                """.formatted(link));
    }
}
