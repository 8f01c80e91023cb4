package org.openstm.device.driver.chipcard.pcsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.openstm.device.ChipCardReader;
import org.openstm.device.ChipCardReader.Reading;
import org.openstm.device.DeviceClass;
import org.openstm.device.contract.LongTest;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.manager.BuiltInDrivers;
import org.openstm.device.manager.DeviceEntry;
import org.openstm.device.manager.DeviceManager;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.device.sim.link.DeviceSimulator;
import org.openstm.device.spi.DriverContext;

/// Reports when `pcscd` dies, or a card is slow or answers wrongly, with the device manager of a terminal.
@Timeout(90)
@Execution(ExecutionMode.CONCURRENT)
@LongTest(oneIn = 5)
class PcscTruthTest {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final Duration OFTEN = Duration.ofMillis(300);

    @TempDir
    Path folder;

    private DeviceSimulator sim;

    @BeforeEach
    void start() throws Exception {
        sim = SimulatorFactory.startSimulator(DeviceClass.CHIP_CARD_READER, "tcp://127.0.0.1:0", folder);
    }

    @AfterEach
    void stop() {
        sim.close();
    }

    private void say(String line) {
        assertTrue(sim.runControlLine(line).startsWith("ok"), line);
    }

    private DeviceEntry entry(String id, String slot) {
        return new DeviceEntry(
                id,
                DeviceClass.CHIP_CARD_READER,
                "pcsc",
                LinkAddress.parse(sim.link().replace(" 00 00", " 00 " + slot)));
    }

    private static void await(DeviceManager desk, int which, boolean usable) throws InterruptedException {
        for (int i = 0; i < 300 && desk.deviceViews().get(which).status().usable() != usable; i++) Thread.sleep(50);
        assertEquals(usable, desk.deviceViews().get(which).status().usable());
    }

    private static <R> FutureTask<R> begin(Callable<R> work) {
        var task = new FutureTask<>(work);
        Thread.ofPlatform().daemon().start(task);
        return task;
    }

    @Test
    void pcscd_that_was_started_anew_is_found_again_within_seconds() throws Exception {
        try (var desk = DeviceManager.open(List.of(entry("chip-a", "00")), OFTEN)) {
            var reader = desk.findPort(ChipCardReader.class).orElseThrow();
            await(desk, 0, true);
            say("insert li-xiulan-social");
            assertInstanceOf(Reading.SocialSecurity.class, reader.read(SOON));
            say("pull");
            // idle
            say("unplug");
            await(desk, 0, false);
            say("plug");
            long start = System.nanoTime();
            await(desk, 0, true);
            System.out.println("pcsc: healed " + (System.nanoTime() - start) / 1_000_000 + " ms after pcscd was back");
            // in the middle of a command
            say("fault slow 8 4");
            say("insert li-xiulan-social");
            var reading = begin(() -> reader.read(SOON));
            Thread.sleep(2500);
            say("unplug");
            var lost = assertInstanceOf(Reading.Unreadable.class, reading.get(15, TimeUnit.SECONDS));
            assertEquals("link-lost", lost.fault().code());
            say("pull");
            say("fault none");
            say("plug");
            await(desk, 0, true);
            say("insert li-xiulan-social");
            assertInstanceOf(Reading.SocialSecurity.class, reader.read(SOON));
        }
    }

    @Test
    void a_slow_card_in_one_reader_does_not_delay_the_other() throws Exception {
        try (var desk = DeviceManager.open(List.of(entry("chip-b", "00")), OFTEN);
                var other = DeviceManager.open(List.of(entry("chip-c", "01")), OFTEN)) {
            await(desk, 0, true);
            await(other, 0, true);
            say("second insert unionpay-debit");
            var first = other.findPort(ChipCardReader.class).orElseThrow();
            assertInstanceOf(Reading.Bank.class, first.read(SOON));
            say("second pull");
            long alone = timed(first);
            say("fault slow 6 4");
            say("insert li-xiulan-social");
            var slow = begin(
                    () -> desk.findPort(ChipCardReader.class).orElseThrow().read(SOON));
            Thread.sleep(1500);
            long beside = timed(first);
            System.out.println("pcsc: a card beside one that is slow " + beside + " ms, alone " + alone + " ms");
            assertTrue(!slow.isDone(), "the slow one was not slow");
            assertTrue(beside < alone + 2500, beside + " ms instead of " + alone);
            assertInstanceOf(Reading.SocialSecurity.class, slow.get(15, TimeUnit.SECONDS));
        }
    }

    private long timed(ChipCardReader reader) throws Exception {
        say("second insert unionpay-debit");
        long start = System.nanoTime();
        assertInstanceOf(Reading.Bank.class, reader.read(SOON));
        long millis = (System.nanoTime() - start) / 1_000_000;
        say("second pull");
        return millis;
    }

    /// The only test in this process: its library uses one `pcscd` for good.
    @Test
    void nothing_is_left_of_a_reading_that_was_given_up() throws Exception {
        var link = LinkAddress.parse(sim.link());
        var reader = (ChipCardReader) BuiltInDrivers.driverNamed(DeviceClass.CHIP_CARD_READER, "pcsc")
                .open(new DriverContext("chip-d", link));
        assertThrows(
                IllegalArgumentException.class,
                () -> BuiltInDrivers.driverNamed(DeviceClass.CHIP_CARD_READER, "pcsc")
                        .open(new DriverContext("chip-e", link.with("socket", "/elsewhere"))));
        say("fault slow 4 3");
        say("insert li-xiulan-social");
        var task = new FutureTask<>(() -> reader.read(SOON));
        var lane = Thread.ofPlatform().daemon().start(task);
        Thread.sleep(2500);
        lane.interrupt();
        lane.join(1000);
        assertInstanceOf(
                InterruptedException.class,
                assertThrows(ExecutionException.class, () -> task.get(1, TimeUnit.SECONDS))
                        .getCause());
        reader.close();
        for (int i = 0; i < 200 && handThere(); i++) Thread.sleep(50);
        assertTrue(!handThere(), "the reader's thread is still there");
    }

    private static boolean handThere() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().startsWith("pcsc "));
    }

    @Test
    void each_card_is_told_as_what_it_is() throws Exception {
        try (var desk = DeviceManager.open(List.of(entry("chip-f", "00")), OFTEN)) {
            var reader = desk.findPort(ChipCardReader.class).orElseThrow();
            await(desk, 0, true);
            say("insert yang-yan-social");
            var card =
                    assertInstanceOf(Reading.SocialSecurity.class, read(reader)).card();
            assertEquals("1.00", card.version());
            assertEquals("阿依古丽·买买提·吐尔逊", card.holder().orElseThrow().name());
            say("insert sun-guihua-social");
            var expired =
                    assertInstanceOf(Reading.SocialSecurity.class, read(reader)).card();
            assertTrue(expired.expiredOn(java.time.LocalDate.of(2026, 11, 27)));
            for (var change : List.of("EF06/08=530102195503080029", "EF05/05=20190230", "EF06/0D=19550309")) {
                say("insert li-xiulan-social " + change);
                assertEquals("card-chip-unsound", fault(read(reader)), change);
            }
            say("insert stranger");
            assertEquals("card-kind-unknown", fault(read(reader)));
            say("fault sw 6D00 2");
            say("insert li-xiulan-social");
            assertEquals("card-kind-unknown", fault(read(reader)));
            // a card that does not support reading by tag is read by position
            say("fault sw 6F00 5");
            say("insert li-xiulan-social");
            assertInstanceOf(Reading.SocialSecurity.class, read(reader));
            say("fault none");
            say("fault silent");
            say("insert li-xiulan-social");
            assertEquals("card-slow", fault(reader.read(Duration.ofSeconds(2))));
            say("pull");
            say("fault none");
            say("insert li-xiulan-social");
            assertInstanceOf(Reading.SocialSecurity.class, reader.read(SOON));
        }
    }

    private Reading read(ChipCardReader reader) throws InterruptedException {
        var reading = reader.read(SOON);
        say("pull");
        return reading;
    }

    private static String fault(Reading reading) {
        return assertInstanceOf(Reading.Unreadable.class, reading).fault().code();
    }
}
