package org.openstm.device.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openstm.device.ChipCardReader;
import org.openstm.device.ChipCardReader.Presence;
import org.openstm.device.ChipCardReader.Reading;
import org.openstm.device.DeviceClass;
import org.openstm.device.Fault;
import org.openstm.device.FaultCode;
import org.openstm.device.contract.ChipCardRig.Inserted;
import org.openstm.device.contract.ChipCardRig.Kind;

/// Contract of chip card readers.
public abstract class ChipCardReaderContract extends DriverContract<ChipCardReader, ChipCardRig> {
    private static final Duration BRIEF = Duration.ofMillis(600);
    private static final Fault PULLED = FaultCode.CARD_MOVED.fault("the card was pulled");

    private boolean hasCome;

    @Override
    protected final DeviceClass deviceClass() {
        return DeviceClass.CHIP_CARD_READER;
    }

    @Override
    final Class<ChipCardReader> portType() {
        return ChipCardReader.class;
    }

    @Override
    final Optional<Fault> attempt(ChipCardReader reader, Duration patience) throws InterruptedException {
        return switch (reader.read(patience)) {
            case Reading.Unreadable(var fault) -> Optional.of(fault);
            case Reading.CardPulled() -> Optional.of(PULLED);
            case Reading.SocialSecurity _, Reading.Bank _, Reading.Travel _, Reading.NoCard _ -> Optional.empty();
        };
    }

    @Override
    final void work(ChipCardReader reader, ChipCardRig rig) throws Exception {
        readOnce(reader, rig, Kind.SOCIAL_SECURITY);
    }

    private static void readOnce(ChipCardReader reader, ChipCardRig rig, Kind kind) throws Exception {
        var inserted = rig.insert(kind);
        check(inserted, reader.read(SOON));
        assertEquals(Presence.CARD, reader.presence());
        pull(reader, rig);
    }

    private static void check(Inserted inserted, Reading reading) {
        switch (inserted.kind()) {
            case SOCIAL_SECURITY -> {
                var card =
                        assertInstanceOf(Reading.SocialSecurity.class, reading).card();
                var holder = card.holder().orElseThrow();
                assertEquals(inserted.name(), holder.name());
                assertEquals(inserted.number(), holder.number());
            }
            case SOCIAL_SECURITY_PARTIAL ->
                assertEquals(
                        Optional.empty(),
                        assertInstanceOf(Reading.SocialSecurity.class, reading)
                                .card()
                                .holder());
            case BANK -> {
                var card = assertInstanceOf(Reading.Bank.class, reading).card();
                var number = inserted.number();
                assertTrue(card.number().startsWith(number.substring(0, 6)));
                assertTrue(card.number().endsWith(number.substring(number.length() - 4)));
                assertEquals(number.length(), card.number().length());
                assertEquals(
                        number.length() - 10,
                        card.number().chars().filter(c -> c == '*').count());
            }
        }
    }

    /// The wait of a session at its end.
    private static void pull(ChipCardReader reader, ChipCardRig rig) throws InterruptedException {
        rig.pull();
        for (int i = 0; i < 100 && reader.presence() != Presence.NO_CARD; i++) Thread.sleep(50);
        assertEquals(Presence.NO_CARD, reader.presence());
    }

    /// A read that has begun may take eight seconds longer.
    @Override
    final Duration grace() {
        return Duration.ofSeconds(8);
    }

    @Override
    final void show(ChipCardReader reader, ChipCardRig rig, Map<String, String> claims) throws Exception {
        var cards = Arrays.asList(claims.getOrDefault("cards", "").split(" ", -1));
        if (cards.contains("social-security")) {
            readOnce(reader, rig, Kind.SOCIAL_SECURITY);
            readOnce(reader, rig, Kind.SOCIAL_SECURITY_PARTIAL);
        }
        if (cards.contains("bank")) readOnce(reader, rig, Kind.BANK);
        if (cards.contains("travel")) openDocument(reader, rig);
    }

    /// Closed without a key, not tried twice with a wrong one, open with the right one.
    private static void openDocument(ChipCardReader reader, ChipCardRig rig) throws Exception {
        var document = rig.insertDocument();
        assertEquals("card-needs-key", code(reader.read(SOON)));
        assertEquals("card-key-wrong", code(reader.readDocument(document.wrong(), SOON)));
        assertInstanceOf(Reading.NoCard.class, reader.readDocument(document.key(), BRIEF));
        pull(reader, rig);
        var _ = rig.insertDocument();
        var read = assertInstanceOf(Reading.Travel.class, reader.readDocument(document.key(), SOON));
        assertEquals(document.number(), read.document().number());
        pull(reader, rig);
    }

    private static String code(Reading reading) {
        return assertInstanceOf(Reading.Unreadable.class, reading).fault().code();
    }

    /// Card faults are reported when a card is read; a reader's only own fault is to be gone.
    @Override
    final Set<Trouble> mustKnow() {
        return Set.of();
    }

    /// Once: a card that is put in again while it is read was pulled.
    @Override
    final void somebodyComes(ChipCardRig rig) throws Exception {
        if (hasCome) return;
        rig.insert(Kind.SOCIAL_SECURITY);
        hasCome = true;
    }

    @Override
    final List<String> secrets() {
        var inserted = rig().insert(Kind.SOCIAL_SECURITY);
        rig().pull(); // a card that is in when a reader starts is not read
        return List.of(inserted.name(), inserted.number());
    }

    @Test
    void a_card_left_in_is_read_once_whatever_happens_in_between() throws Exception {
        var reader = open();
        rig().insert(Kind.SOCIAL_SECURITY);
        assertInstanceOf(Reading.SocialSecurity.class, reader.read(SOON));
        assertInstanceOf(Reading.NoCard.class, reader.read(BRIEF));
        reader.clear();
        assertInstanceOf(Reading.NoCard.class, reader.read(BRIEF), "the next citizen would be the last one");
        reader.reset(SOON);
        assertInstanceOf(Reading.NoCard.class, reader.read(BRIEF), "the next citizen would be the last one");
        assertEquals(Presence.CARD, reader.presence());
        pull(reader, rig());
        work(reader, rig());
    }

    @Test
    void another_card_put_in_while_nobody_looked_is_another_card() throws Exception {
        var reader = open();
        rig().insert(Kind.SOCIAL_SECURITY);
        assertInstanceOf(Reading.SocialSecurity.class, reader.read(SOON));
        rig().pull();
        Thread.sleep(1500);
        var bank = rig().insert(Kind.BANK);
        Thread.sleep(1500);
        check(bank, reader.read(SOON));
    }

    @Test
    void a_card_that_was_in_when_the_reader_started_is_nobodys() throws Exception {
        rig().insert(Kind.SOCIAL_SECURITY);
        Thread.sleep(1500);
        var reader = open();
        assertEquals(
                "card-left-in",
                assertInstanceOf(Reading.Unreadable.class, reader.read(BRIEF))
                        .fault()
                        .code());
        assertEquals(Presence.CARD, reader.presence());
        pull(reader, rig());
        work(reader, rig());
    }

    @Test
    void no_card_is_an_answer_and_no_fault() throws Exception {
        var reader = open();
        assertInstanceOf(Reading.NoCard.class, reader.read(BRIEF));
        assertEquals(Presence.NO_CARD, reader.presence());
    }

    @Test
    void a_card_pulled_in_the_middle_is_said_to_be_pulled() throws Exception {
        var reader = open();
        rig().insertAndPull(Kind.SOCIAL_SECURITY);
        assertInstanceOf(Reading.CardPulled.class, reader.read(SOON));
        rig().heal();
        work(reader, rig());
    }

    @Test
    void a_citizen_who_leaves_does_not_wait_for_a_slow_card() throws Exception {
        var reader = open();
        assertPromptCancel("in a slow answer", () -> {
            rig().insertSlow(Kind.SOCIAL_SECURITY, 8);
            var reading = Lane.begin(() -> reader.read(SOON));
            Thread.sleep(2500);
            assertTrue(reading.runs());
            long millis = reading.interrupt(GENEROUS);
            rig().pull();
            rig().heal();
            long start = System.nanoTime();
            while (!reader.status(SOON).usable()) Thread.sleep(50);
            work(reader, rig());
            tell("the next card after it", (System.nanoTime() - start) / 1_000_000, "-");
            return millis;
        });
    }

    @Test
    void a_slow_card_is_waited_for() throws Exception {
        var reader = open();
        rig().insertSlow(Kind.BANK, 3);
        assertInstanceOf(Reading.Bank.class, reader.read(SOON));
    }

    @Test
    void rubbish_on_the_line_is_never_a_person() throws Exception {
        var reader = open();
        rig().garbage();
        rig().insert(Kind.SOCIAL_SECURITY);
        var reading = reader.read(Duration.ofSeconds(3));
        assertFalse(
                reading instanceof Reading.SocialSecurity || reading instanceof Reading.Bank, "a person was made up");
        rig().heal();
        pull(reader, rig());
        work(reader, rig());
    }
}
