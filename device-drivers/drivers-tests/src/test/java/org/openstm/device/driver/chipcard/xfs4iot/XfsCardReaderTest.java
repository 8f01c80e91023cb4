package org.openstm.device.driver.chipcard.xfs4iot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.time.YearMonth;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openstm.device.BankCard;
import org.openstm.device.ChipCardReader;
import org.openstm.device.ChipCardReader.Presence;
import org.openstm.device.ChipCardReader.Reading;
import org.openstm.device.DeviceClass;
import org.openstm.device.DeviceState;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.link.LinkLost;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.device.sim.link.DeviceSimulator;
import org.openstm.device.spi.DriverContext;

@Timeout(60)
class XfsCardReaderTest {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final Duration BRIEF = Duration.ofMillis(700);

    @TempDir
    Path folder;

    private DeviceSimulator sim;

    @BeforeEach
    void plugIn() throws Exception {
        sim = SimulatorFactory.startSimulator(DeviceClass.CHIP_CARD_READER, "ws://127.0.0.1:0", folder);
    }

    @AfterEach
    void pullOut() {
        sim.close();
    }

    private ChipCardReader open() throws Exception {
        var link = LinkAddress.parse(sim.link());
        return (ChipCardReader) new CardServiceDriver().open(new DriverContext("chip-1", link));
    }

    private void say(String line) {
        assertEquals("ok", sim.runControlLine(line));
    }

    private FutureTask<Reading> reading(ChipCardReader reader) {
        var task = new FutureTask<>(() -> reader.read(SOON));
        Thread.ofPlatform().start(task);
        return task;
    }

    @ParameterizedTest
    @CsvSource({
        "complete commandErrorCode invalidMedia, card-mute",
        "complete timeOut, card-slow",
        "refuse tooManyRequests, card-mute",
        "fault silent, card-mute",
        "fault garbage, card-kind-unknown",
        "cut-line before, link-lost",
        "device hardwareError, device-hardware-error",
        "jam, card-jammed",
        "garbage, no-answer",
    })
    void each_fault_gives_the_truth_and_nobody(String fault, String code) throws Exception {
        try (var reader = open()) {
            say(fault);
            say("insert li-xiulan-social");
            var said = reader.read(SOON);
            assertEquals(
                    code,
                    assertInstanceOf(Reading.Unreadable.class, said).fault().code());
        }
    }

    @Test
    void a_bank_card_without_contact_is_asked_for_the_application_that_it_wants() throws Exception {
        try (var reader = open()) {
            say("insert unionpay-contactless");
            assertEquals(
                    new BankCard("unionpay-debit", "PBOC DEBIT", "621234******1232", YearMonth.of(2030, 12)),
                    assertInstanceOf(Reading.Bank.class, reader.read(SOON)).card());
        }
    }

    @Test
    void a_card_that_is_gone_before_its_last_answer_was_pulled() throws Exception {
        try (var reader = open()) {
            say("complete commandErrorCode noMedia");
            say("insert li-xiulan-social");
            assertInstanceOf(Reading.CardPulled.class, reader.read(SOON));
        }
    }

    @Test
    void a_motor_takes_a_card_in_only_while_somebody_waits_and_gives_it_back_once_it_is_read() throws Exception {
        say("type motor");
        try (var reader = open()) {
            assertEquals("yes", reader.capabilities().get("gives-back"));
            say("insert li-xiulan-social");
            Thread.sleep(400);
            assertEquals("ok entering", sim.runControlLine("card"), "nobody waits for it");
            assertInstanceOf(Reading.SocialSecurity.class, reading(reader).get(20, TimeUnit.SECONDS));
            assertEquals("ok entering", sim.runControlLine("card"), "it was given back");
            assertEquals(Presence.CARD, reader.presence());
            assertInstanceOf(Reading.NoCard.class, reader.read(BRIEF), "the next citizen would be the last one");
            assertEquals("ok entering", sim.runControlLine("card"), "it was taken in again");
            say("pull");
            assertEquals(Presence.NO_CARD, reader.presence());
            var next = reading(reader);
            Thread.sleep(300);
            say("insert unionpay-debit");
            assertInstanceOf(Reading.Bank.class, next.get(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void what_waits_at_the_entry_of_a_motor_when_it_is_opened_is_nobodys() throws Exception {
        say("type motor");
        say("insert li-xiulan-social");
        try (var reader = open()) {
            assertEquals(
                    "card-left-in",
                    assertInstanceOf(Reading.Unreadable.class, reader.read(BRIEF))
                            .fault()
                            .code());
            say("pull");
            var next = reading(reader);
            Thread.sleep(300);
            say("insert li-xiulan-social");
            assertInstanceOf(Reading.SocialSecurity.class, next.get(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void a_card_that_came_in_when_nobody_waited_any_more_is_given_back_at_the_sessions_end() throws Exception {
        say("type motor");
        try (var reader = open()) {
            var waiting = new FutureTask<>(() -> reader.read(SOON));
            var lane = Thread.ofPlatform().start(waiting);
            say("fault slow 5");
            Thread.sleep(400);
            say("insert li-xiulan-social");
            for (int i = 0; i < 100 && !sim.runControlLine("card").equals("ok present"); i++) Thread.sleep(20);
            Thread.sleep(300);
            lane.interrupt();
            lane.join();
            say("fault none");
            reader.clear();
            assertEquals("ok entering", sim.runControlLine("card"));
        }
    }

    @Test
    void a_reset_brings_out_what_is_jammed() throws Exception {
        say("type motor");
        try (var reader = open()) {
            var reading = reading(reader);
            Thread.sleep(300);
            say("fault silent");
            say("insert li-xiulan-social");
            assertInstanceOf(Reading.Unreadable.class, reading.get(20, TimeUnit.SECONDS));
            say("jam");
            assertEquals("card-jammed", reader.status(SOON).faults().getFirst().code());
            reader.reset(SOON);
            assertEquals(
                    List.of(),
                    reader.status(SOON).faults().stream()
                            .filter(fault -> fault.code().equals("card-jammed"))
                            .toList());
            assertEquals("ok entering", sim.runControlLine("card"));
        }
    }

    @Test
    void a_motor_that_cannot_give_back_is_refused() {
        say("type motor");
        say("without CardReader.Move");
        assertThrows(LinkLost.class, this::open);
    }

    @Test
    void its_state_is_what_the_service_says() throws Exception {
        try (var reader = open()) {
            say("device offline");
            assertEquals(DeviceState.OFFLINE, reader.status(SOON).state());
            say("well");
            assertEquals(DeviceState.ONLINE, reader.status(SOON).state());
            assertEquals("SIM-XFS", reader.status(SOON).facts().get("model"));
        }
    }
}
