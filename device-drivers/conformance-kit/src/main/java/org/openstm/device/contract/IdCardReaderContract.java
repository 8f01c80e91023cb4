package org.openstm.device.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openstm.device.DeviceClass;
import org.openstm.device.Fault;
import org.openstm.device.IdCard;
import org.openstm.device.IdCard.Layout;
import org.openstm.device.IdCardReader;
import org.openstm.device.IdCardReader.Presence;
import org.openstm.device.IdCardReader.Reading;
import org.openstm.device.contract.IdCardRig.Laid;

/// Contract of identity card readers.
public abstract class IdCardReaderContract extends DriverContract<IdCardReader, IdCardRig> {
    private static final Duration BRIEF = Duration.ofMillis(600);

    @Override
    protected final DeviceClass deviceClass() {
        return DeviceClass.ID_CARD_READER;
    }

    @Override
    final Class<IdCardReader> portType() {
        return IdCardReader.class;
    }

    @Override
    final Optional<Fault> attempt(IdCardReader reader, Duration patience) throws InterruptedException {
        return reader.read(patience) instanceof Reading.Unreadable(var fault) ? Optional.of(fault) : Optional.empty();
    }

    @Override
    final void work(IdCardReader reader, IdCardRig rig) throws Exception {
        readOnce(reader, rig, Layout.RESIDENT);
    }

    private static IdCard readOnce(IdCardReader reader, IdCardRig rig, Layout layout) throws Exception {
        var laid = rig.lay(layout);
        var card = assertInstanceOf(Reading.Card.class, reader.read(SOON)).card();
        assertEquals(laid, new Laid(card.layout(), card.displayName(), card.number()));
        assertEquals(Presence.CARD, reader.presence());
        lift(reader, rig);
        return card;
    }

    /// The wait of a session at its end.
    private static void lift(IdCardReader reader, IdCardRig rig) throws InterruptedException {
        rig.lift();
        for (int i = 0; i < 20 && reader.presence() != Presence.NO_CARD; i++) Thread.sleep(50);
        assertEquals(Presence.NO_CARD, reader.presence());
    }

    /// A read that has begun may take three seconds longer.
    @Override
    final Duration grace() {
        return Duration.ofSeconds(3);
    }

    @Override
    final void show(IdCardReader reader, IdCardRig rig, Map<String, String> claims) throws Exception {
        var layouts = claims.getOrDefault("layouts", "").split(" ", -1);
        for (var layout : Layout.values()) {
            if (!Arrays.asList(layouts).contains(layout.text())) continue;
            var card = readOnce(reader, rig, layout);
            assertEquals(claims.getOrDefault("sam", ""), card.reader());
        }
    }

    @Override
    final Set<Trouble> mustKnow() {
        return Set.of(Trouble.SELF_TEST_FAILED);
    }

    @Override
    final void somebodyComes(IdCardRig rig) throws Exception {
        rig.lay(Layout.RESIDENT);
    }

    @Override
    final List<String> secrets() {
        var laid = rig().lay(Layout.RESIDENT);
        return List.of(laid.name(), laid.number());
    }

    @Test
    void a_card_left_lying_is_read_once_whatever_happens_in_between() throws Exception {
        var reader = open();
        rig().lay(Layout.RESIDENT);
        assertInstanceOf(Reading.Card.class, reader.read(SOON));
        assertInstanceOf(Reading.NoCard.class, reader.read(BRIEF));
        reader.clear();
        assertInstanceOf(Reading.NoCard.class, reader.read(BRIEF), "the next citizen would be the last one");
        reader.reset(SOON);
        assertInstanceOf(Reading.NoCard.class, reader.read(BRIEF), "the next citizen would be the last one");
        assertEquals(Presence.CARD, reader.presence());
        lift(reader, rig());
        work(reader, rig());
    }

    @Test
    void no_card_is_an_answer_and_no_fault() throws Exception {
        var reader = open();
        assertInstanceOf(Reading.NoCard.class, reader.read(BRIEF));
        assertEquals(Presence.NO_CARD, reader.presence());
    }

    @Test
    void rubbish_on_the_line_is_never_a_person() throws Exception {
        var reader = open();
        rig().garbage();
        rig().lay(Layout.RESIDENT);
        long start = System.nanoTime();
        var reading = reader.read(Duration.ofSeconds(1));
        tell("rubbish, a read over its patience", (System.nanoTime() - start) / 1_000_000 - 1000, "3250");
        assertFalse(reading instanceof Reading.Card, "a person was made up");
        rig().heal();
        rig().lift();
        work(reader, rig());
    }
}
