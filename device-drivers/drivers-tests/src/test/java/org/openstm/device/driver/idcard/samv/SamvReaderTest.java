package org.openstm.device.driver.idcard.samv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openstm.device.DeviceClass;
import org.openstm.device.DeviceState;
import org.openstm.device.HealthLevel;
import org.openstm.device.IdCard;
import org.openstm.device.IdCardReader;
import org.openstm.device.IdCardReader.Reading;
import org.openstm.device.WhoActs;
import org.openstm.device.contract.LongTest;
import org.openstm.device.contract.Seeds;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.device.sim.link.DeviceSimulator;
import org.openstm.device.spi.DriverContext;

/// The driver against the simulator, over real bytes.
@Timeout(60)
class SamvReaderTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    private DeviceSimulator sim;
    private IdCardReader reader;

    @BeforeEach
    void plugIn() throws Exception {
        sim = SimulatorFactory.startSimulator(DeviceClass.ID_CARD_READER, "tcp://127.0.0.1:0", folder);
        reader = open("");
    }

    @AfterEach
    void pullOut() {
        reader.close();
        sim.close();
    }

    private IdCardReader open(String settings) throws Exception {
        return open(sim, settings);
    }

    private static IdCardReader open(DeviceSimulator sim, String settings) throws Exception {
        var context = new DriverContext("reader", LinkAddress.parse(sim.link() + settings));
        return (IdCardReader) new SamvDriver().open(context);
    }

    private IdCard card() throws InterruptedException {
        return assertInstanceOf(Reading.Card.class, reader.read(SOON)).card();
    }

    private String fault() throws InterruptedException {
        return assertInstanceOf(Reading.Unreadable.class, reader.read(SOON))
                .fault()
                .code();
    }

    private void say(String line) {
        var answer = sim.runControlLine(line);
        assertTrue(answer.startsWith("ok"), () -> line + " -> " + answer);
    }

    @Test
    void a_residents_card_is_read_whole() throws Exception {
        say("lay li-xiulan");
        var card = card();
        assertEquals(IdCard.Layout.RESIDENT, card.layout());
        assertEquals("李秀兰", card.name());
        assertEquals(2, card.sex());
        assertEquals("01", card.nation());
        assertEquals("汉", card.nationName());
        assertEquals(LocalDate.of(1955, 3, 8), card.birthDate());
        assertEquals("示范省云岭市翠湖区文化巷12号", card.address());
        assertEquals("530102195503080028", card.number());
        assertEquals("云岭市公安局翠湖分局", card.authority());
        assertEquals(LocalDate.of(2015, 6, 12), card.validFrom());
        assertEquals(Optional.empty(), card.validTo());
        assertEquals("05.01-20260101-0000000412-0000000003", card.reader());
        assertEquals("IdCard[resident]", card.toString());
    }

    @ParameterizedTest
    @CsvSource({"05, 维吾尔", "28, 景颇", "48, 裕固", "56, 基诺", "97, 其他", "57, ''"})
    void a_nation_has_the_name_of_the_table(String code, String name) throws Exception {
        say("lay li-xiulan nation=" + code);
        assertEquals(name, card().nationName());
    }

    @Test
    void a_residence_permit_is_read_whole() throws Exception {
        say("lay chan-taiman");
        var card = card();
        assertEquals(IdCard.Layout.HK_MACAO_TAIWAN, card.layout());
        assertEquals("陳大文", card.name());
        assertEquals("", card.nation());
        assertEquals("H12345678", card.permitNumber());
        assertEquals(1, card.issueCount());
        assertEquals(Optional.of(LocalDate.of(2026, 4, 15)), card.validTo());
    }

    @Test
    void a_foreigners_card_of_2017_is_read_whole() throws Exception {
        say("lay john-smith");
        var card = card();
        assertEquals(IdCard.Layout.FOREIGNER_2017, card.layout());
        assertEquals("", card.name());
        assertEquals("SMITH, JOHN WILLIAM", card.foreignName());
        assertEquals("SMITH, JOHN WILLIAM", card.displayName());
        assertEquals("USA", card.country());
        assertEquals("USA530179021413", card.number());
        assertEquals(LocalDate.of(1979, 2, 14), card.birthDate());
        assertEquals("5301", card.authority());
        assertEquals("", card.address());
    }

    @Test
    void a_foreigners_card_of_2023_is_read_whole() throws Exception {
        say("lay anna-schmidt");
        var card = card();
        assertEquals(IdCard.Layout.FOREIGNER_2023, card.layout());
        assertEquals("施安娜", card.name());
        assertEquals("SCHMIDT, ANNA MARIA", card.foreignName());
        assertEquals("DEU", card.country());
        assertEquals("国家移民管理局", card.authority());
        assertEquals(1, card.issueCount());
    }

    @ParameterizedTest
    @ValueSource(strings = {"杨䶮", "阿依古丽·买买提", "李㐂", "𠮷田", "王\uE863"})
    void a_rare_name_comes_through_as_it_is(String name) throws Exception {
        say("lay yang-yan name=" + name);
        assertEquals(name, card().name());
    }

    @Test
    void a_pair_that_the_end_of_the_name_cuts_in_two_is_dropped() throws Exception {
        say("lay yang-yan name=一二三四五六七八九十一二三四𠮷");
        assertEquals("一二三四五六七八九十一二三四", card().name());
    }

    @Test
    void a_long_foreign_name_runs_on_in_its_second_place() throws Exception {
        var name = "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRST";
        say("lay anna-schmidt foreignName=" + name);
        assertEquals(name, card().foreignName());
    }

    @Test
    void the_newest_address_is_not_asked_for_since_nobody_uses_it() throws Exception {
        say("lay zhao-wei address=示范省云岭市翠湖区旧街1号 newAddress=示范省云岭市翠湖区新街1号");
        assertEquals("示范省云岭市翠湖区旧街1号", card().address());
    }

    @Test
    void the_next_card_is_read_when_it_takes_the_first_ones_place_while_we_wait() throws Exception {
        say("lay li-xiulan");
        card();
        var late = Thread.startVirtualThread(() -> {
            pause(600);
            sim.runControlLine("lift");
            sim.runControlLine("lay zhao-wei");
        });
        assertEquals("赵伟", card().name());
        late.join();
    }

    @Test
    void no_card_is_an_answer_within_the_patience() throws Exception {
        long start = System.nanoTime();
        assertInstanceOf(Reading.NoCard.class, reader.read(Duration.ofMillis(800)));
        assertTrue(millisSince(start) < 2000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fault checksum",
                "fault checksum 2",
                "fault garbage 9",
                "fault extra-aa 9",
                "fault split",
                "fault no-photo",
                "fault short-frame",
                "fault lying-length",
                "fault silent",
                "fault status 41",
                "fault status 81 on 2002 2",
                "fault status 81",
                "fault status 47 2",
                "fault status 10 on 2001 2",
                "fault status 21 on 2002",
                "fault status 3F 2",
                "fault status 24",
                "fault status 80 on 2001 3"
            })
    void the_right_card_is_read_when_the_line_recovers(String trouble) throws Exception {
        say(trouble);
        say("lay wang-defu");
        var card = card();
        assertEquals("王德福", card.name());
        assertEquals("530103194405120139", card.number());
    }

    @ParameterizedTest
    @CsvSource({
        "fault status 41 2, card-moved, CITIZEN",
        "fault status 81 on 2002 3, card-moved, CITIZEN",
        "fault status 31, card-rejected, CITIZEN",
        "fault status 32, card-rejected, CITIZEN",
        "fault status 33, card-rejected, CITIZEN",
        "fault status 40, card-type-unknown, CITIZEN",
        "fault status 47 3, reader-failed, ENGINEER",
        "fault status 23 2, reader-failed, ENGINEER",
        "fault status 77 2, reader-failed, ENGINEER",
        "fault status 10 99, line-noise, ENGINEER",
        "fault status 60 on 2001, reader-self-test-failed, ENGINEER",
        "fault status 66 on 2001, reader-not-authorised, ENGINEER",
        "fault checksum 999, no-answer, STAFF",
        "fault short-frame 999, no-answer, STAFF",
        "fault type-flag Z, card-layout-unknown, STAFF"
    })
    void a_fault_that_stays_is_told_with_who_must_act(String trouble, String code, WhoActs who) throws Exception {
        say(trouble);
        say("lay wang-defu");
        var fault =
                assertInstanceOf(Reading.Unreadable.class, reader.read(SOON)).fault();
        assertEquals(code, fault.code(), fault::detail);
        assertEquals(who, fault.who());
        assertFalse(fault.detail().contains("王德福"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "li-xiulan number=530102195503080029",
                "li-xiulan birthDate=19550309",
                "li-xiulan birthDate=19550231 number=530102195502310019",
                "li-xiulan sex=3",
                "li-xiulan nation=X1",
                "li-xiulan validFrom=20159912",
                "zhao-wei validTo=20100101",
                "li-xiulan validTo=长久",
                "li-xiulan number=810000198512080014 birthDate=19851208",
                "chan-taiman number=530102195503080028",
                "chan-taiman issueCount=XX",
                "john-smith number=USA530179021414",
                "john-smith country=GBR",
                "john-smith birthDate=19790215",
                "anna-schmidt country=D",
                "anna-schmidt number=530102195503080028",
                "li-xiulan name=\u0001",
                "li-xiulan birthDate=29990308 number=530102299903080023",
                "li-xiulan birthDate=20150613 number=530102201506130025",
                "li-xiulan birthDate=18550308 number=530102185503080029",
                "li-xiulan name=李秀\u202E兰",
                "li-xiulan name=李秀\u200B兰",
                "li-xiulan name=李秀\u3164",
                "li-xiulan address=云岭市\u2066翠湖区"
            })
    void a_card_that_contradicts_itself_is_refused_and_its_data_is_not_told(String who) throws Exception {
        say("lay " + who);
        assertEquals("card-data-unsound", fault());
    }

    @LongTest(oneIn = 3)
    @Test
    void whatever_the_line_does_there_is_the_right_card_or_none() throws Exception {
        var troubles = new String[] {
            "fault checksum", "fault garbage", "fault extra-aa", "fault short-frame", "fault lying-length",
            "fault split", "fault no-photo", "fault silent", "fault status 41", "fault status 10 on 2002"
        };
        long first = Seeds.next();
        for (long seed = first; seed < first + 8; seed++) {
            var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
            say("fault none");
            say("seed " + seed);
            for (int i = 0; i < 3; i++) say(troubles[random.nextInt(troubles.length)]);
            say("lift");
            reader.presence();
            say("lay ayiguli");
            var said = reader.read(Duration.ofSeconds(3));
            var name = said instanceof Reading.Card(var card) ? card.name() + card.number() : "none";
            assertTrue(name.equals("阿依古丽·买买提650101199506200047") || name.equals("none"), Seeds.again(first));
        }
    }

    @Test
    void only_the_module_that_was_set_up_is_believed() throws Exception {
        reader.close();
        reader = open("?sam=05.01-20260101-0000000412-0000000003");
        say("lay li-xiulan");
        card();
        reader.close();
        reader = open("?sam=05.01-20260101-0000000412-0000000004");
        assertEquals("reader-not-ours", fault());
        assertFalse(reader.checkHealth(HealthLevel.EXTERNAL, SOON).healthy());
        assertEquals(DeviceState.POTENTIAL_FRAUD, reader.status(SOON).state());
    }

    @Test
    void health_is_the_modules_own_answer() throws Exception {
        var well = reader.status(SOON);
        assertEquals(DeviceState.ONLINE, well.state());
        assertEquals("05.01-20260101-0000000412-0000000003", well.facts().get("sam"));
        say("fault status 60 on 11FF");
        assertEquals(DeviceState.HARDWARE_ERROR, reader.status(SOON).state());
        say("stall 3");
        long start = System.nanoTime();
        assertEquals(DeviceState.UNKNOWN, reader.status(Duration.ofMillis(500)).state());
        assertTrue(millisSince(start) < 1500);
        sim.runControlLine("unplug");
        assertEquals(DeviceState.NO_DEVICE, reader.status(SOON).state());
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
