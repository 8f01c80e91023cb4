package org.openstm.device.driver.chipcard;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstm.device.ChipCardReader;
import org.openstm.device.DeviceState;
import org.openstm.device.DeviceStatus;
import org.openstm.device.DocumentKey;
import org.openstm.device.Fault;
import org.openstm.device.WhoActs;
import org.openstm.device.driver.chipcard.travel.Authorities;
import org.openstm.device.driver.chipcard.travel.TravelChip;
import org.openstm.device.driver.iso7816.CardTalk;
import org.openstm.device.driver.iso7816.Unsound;
import org.openstm.device.link.CardSlot;
import org.openstm.device.link.CardSlot.Look;
import org.openstm.device.link.CardTrouble;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.link.LinkLost;

/// One reader, and the card in it.
public final class ChipReader implements ChipCardReader {
    private static final Duration FINISHING = Duration.ofSeconds(8);
    private static final long POLL_MILLIS = 100;

    /// Whose card is in.
    private enum Lying {
        /// Nobody's that is known.
        NONE,
        /// It was in when the reader was opened: it may belong to somebody who left.
        UNKNOWN,
        /// It is a travel document that nobody has given a key for yet: only one with a key looks
        /// into it.
        CLOSED,
        /// It was looked into, well or not; reading it again would only say the same.
        SEEN
    }

    /// How a card that is in is read.
    private interface Way {
        Reading into(CardTalk talk) throws LinkLost, CardTrouble, Unsound, InterruptedException;
    }

    private final CardSlot slot;
    private final Authorities authorities;
    private Lying lying;

    /// The card that was seen is still connected, so that it cannot be confused with the next one.
    private boolean held;

    private boolean mute;
    private Look seen = Look.EMPTY;

    ChipReader(CardSlot slot, Authorities authorities, boolean cardIn) {
        this.slot = slot;
        this.authorities = authorities;
        this.lying = cardIn ? Lying.UNKNOWN : Lying.NONE;
    }

    /// @param address with the settings `lying`: `pull` where a card that is in already is
    ///     nobody's, or `read`; and `csca`: a folder with the certificates of countries' signing
    ///     authorities
    /// @throws IllegalArgumentException if a setting is none
    public static ChipReader over(CardSlot slot, LinkAddress address) throws LinkLost, InterruptedException {
        var lying = address.setting("lying", "pull");
        if (!lying.equals("pull") && !lying.equals("read"))
            throw new IllegalArgumentException("lying is pull or read, not: " + lying);
        var authorities = Authorities.in(address.setting("csca", ""));
        return new ChipReader(slot, authorities, lying.equals("pull") && slot.look() == Look.CARD);
    }

    @Override
    public Map<String, String> capabilities() {
        return Map.of("cards", "social-security bank travel", "presence", "yes");
    }

    @Override
    public Reading read(Duration patience) throws InterruptedException {
        return read(Lying.NONE, talk -> new CardKinds(talk, authorities).read(), patience);
    }

    @Override
    public Reading readDocument(DocumentKey key, Duration patience) throws InterruptedException {
        return read(Lying.CLOSED, talk -> new TravelChip(talk, authorities).read(key), patience);
    }

    /// @param too whose card is read beside one of which nothing is known
    private Reading read(Lying too, Way way, Duration patience) throws InterruptedException {
        var wait = Deadline.in(patience);
        try {
            while (true) {
                var next = Deadline.inMillis(POLL_MILLIS);
                if (waiting(too)) {
                    var reading = readCard(way, wait.plus(FINISHING));
                    if (reading.isPresent()) return reading.get();
                }
                if (wait.over()) return seen == Look.HUNG ? silent() : noCard();
                Thread.sleep(next.orSooner(wait).millisLeft());
            }
        } catch (LinkLost lost) {
            return new Reading.Unreadable(lost.fault());
        }
    }

    /// Whether a card is in that nobody has read yet.
    private boolean waiting(Lying too) throws LinkLost, InterruptedException {
        return in() && (lying == Lying.NONE || lying == too);
    }

    /// Whether a card is in; notices when the one that was known has gone.
    private boolean in() throws LinkLost, InterruptedException {
        var look = slot.look();
        seen = look;
        if (look == Look.EMPTY) {
            lying = Lying.NONE;
            mute = held = false;
        }
        if (look == Look.CARD && held && !slot.sameCard()) {
            held = false;
            lying = Lying.NONE;
        }
        return look == Look.CARD;
    }

    private static Reading silent() {
        return new Reading.Unreadable(
                new Fault("no-answer", WhoActs.STAFF, "the reader does not say whether a card is in"));
    }

    /// A card of nobody is told once.
    private Reading noCard() {
        if (lying != Lying.UNKNOWN) return new Reading.NoCard();
        lying = Lying.SEEN;
        return new Reading.Unreadable(
                new Fault("card-left-in", WhoActs.CITIZEN, "a card was in when the reader started; it is not read"));
    }

    /// Empty when the card had gone before it was powered: a reader notices that a little late.
    private Optional<Reading> readCard(Way way, Deadline end) throws LinkLost, InterruptedException {
        Reading reading = new Reading.CardPulled();
        boolean powered = false;
        boolean lost = false;
        try {
            slot.power(end);
            powered = true;
            reading = way.into(new CardTalk(slot, end));
        } catch (Unsound unsound) {
            reading = new Reading.Unreadable(
                    new Fault("card-chip-unsound", WhoActs.STAFF, String.valueOf(unsound.getMessage())));
        } catch (CardTrouble trouble) {
            reading = switch (trouble.kind()) {
                case PULLED -> new Reading.CardPulled();
                case MUTE ->
                    new Reading.Unreadable(new Fault(
                            "card-mute", WhoActs.CITIZEN, "the card does not answer: " + trouble.getMessage()));
                case LATE ->
                    new Reading.Unreadable(
                            new Fault("card-slow", WhoActs.CITIZEN, String.valueOf(trouble.getMessage())));
            };
            mute = trouble.kind() == CardTrouble.Kind.MUTE;
            lost = true;
        } finally {
            slot.secret(false);
            held = powered && !lost;
            if (!held) slot.release();
        }
        boolean pulled = reading instanceof Reading.CardPulled;
        lying = pulled ? Lying.NONE : needsKey(reading) ? Lying.CLOSED : Lying.SEEN;
        boolean gone = !powered && pulled;
        return gone ? Optional.empty() : Optional.of(reading);
    }

    private static boolean needsKey(Reading reading) {
        return reading instanceof Reading.Unreadable(var fault) && fault.code().equals(TravelChip.NEEDS_KEY);
    }

    @Override
    public Presence presence() throws InterruptedException {
        try {
            boolean in = in();
            if (lying == Lying.NONE) return Presence.NO_CARD;
            return in ? Presence.CARD : Presence.UNKNOWN;
        } catch (LinkLost _) {
            return Presence.UNKNOWN;
        }
    }

    @Override
    public DeviceStatus status(Duration patience) throws InterruptedException {
        try {
            in();
            var facts = Map.of("reader", slot.reader());
            return switch (slot.look()) {
                case BUSY -> new DeviceStatus(DeviceState.DEVICE_BUSY, List.of(), facts);
                case HUNG ->
                    new DeviceStatus(
                            DeviceState.UNKNOWN,
                            List.of(new Fault("no-answer", WhoActs.STAFF, "the card's last command never ended")),
                            facts);
                case EMPTY, CARD ->
                    new DeviceStatus(
                            DeviceState.ONLINE,
                            mute
                                    ? List.of(new Fault("card-mute", WhoActs.CITIZEN, "a card is in that is silent"))
                                    : List.of(),
                            facts);
            };
        } catch (LinkLost lost) {
            return DeviceStatus.of(DeviceState.NO_DEVICE, lost.fault());
        }
    }

    /// That a card was read stays known until it is pulled, or the next citizen would be identified
    /// by the card that the last one left in; one that was put in and not read is not read later.
    @Override
    public void clear() throws InterruptedException {
        try {
            if (waiting(Lying.NONE)) lying = Lying.UNKNOWN;
            if (lying == Lying.CLOSED) lying = Lying.SEEN;
        } catch (LinkLost _) {
            // opened anew, the reader takes a card that is in for nobody's
        }
    }

    @Override
    public void close() {
        slot.close();
    }
}
