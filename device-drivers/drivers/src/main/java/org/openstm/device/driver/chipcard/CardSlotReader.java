package org.openstm.device.driver.chipcard;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstm.device.ChipCardReader;
import org.openstm.device.DeviceState;
import org.openstm.device.DeviceStatus;
import org.openstm.device.DocumentKey;
import org.openstm.device.FaultCode;
import org.openstm.device.driver.chipcard.travel.CountrySigningAuthorities;
import org.openstm.device.driver.chipcard.travel.TravelChip;
import org.openstm.device.driver.iso7816.ApduChannel;
import org.openstm.device.driver.iso7816.MalformedCardData;
import org.openstm.device.link.CardSlot;
import org.openstm.device.link.CardSlot.Look;
import org.openstm.device.link.CardTrouble;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.link.LinkLost;

/// A reader and the card in it.
public final class CardSlotReader implements ChipCardReader {
    private static final Duration FINISHING = Duration.ofSeconds(8);
    private static final long POLL_MILLIS = 100;

    /// State of the inserted card.
    private enum CardState {
        /// No known card.
        NONE,
        /// It was in when the reader was opened: it may belong to a person who left.
        UNKNOWN,
        /// A travel document without a key so far: only a read with a key opens it.
        CLOSED,
        /// It was read, successfully or not; reading it again would give the same result.
        SEEN
    }

    /// Method of reading an inserted card.
    private interface CardReadMethod {
        Reading readWith(ApduChannel talk) throws LinkLost, CardTrouble, MalformedCardData, InterruptedException;
    }

    private final CardSlot slot;
    private final CountrySigningAuthorities authorities;
    private CardState lying;

    /// The card that was read is still connected, so that it cannot be confused with the next one.
    private boolean held;

    private boolean mute;
    private Look seen = Look.EMPTY;

    CardSlotReader(CardSlot slot, CountrySigningAuthorities authorities, boolean cardIn) {
        this.slot = slot;
        this.authorities = authorities;
        this.lying = cardIn ? CardState.UNKNOWN : CardState.NONE;
    }

    /// @param address with the settings `lying`: `pull` if a card that is in at opening is to be ignored, or
    ///     `read`; and `csca`: a folder with the certificates of national signing authorities
    /// @throws IllegalArgumentException if a setting is invalid
    public static CardSlotReader createReader(CardSlot slot, LinkAddress address)
            throws LinkLost, InterruptedException {
        var lying = address.setting("lying", "pull");
        if (!lying.equals("pull") && !lying.equals("read"))
            throw new IllegalArgumentException("lying is pull or read, not: " + lying);
        var authorities = CountrySigningAuthorities.readFolder(address.setting("csca", ""));
        return new CardSlotReader(slot, authorities, lying.equals("pull") && slot.look() == Look.CARD);
    }

    @Override
    public Map<String, String> capabilities() {
        return Map.of("cards", "social-security bank travel", "presence", "yes");
    }

    @Override
    public Reading read(Duration patience) throws InterruptedException {
        return readWhenPresent(CardState.NONE, talk -> new CardKindDetector(talk, authorities).readCard(), patience);
    }

    @Override
    public Reading readDocument(DocumentKey key, Duration patience) throws InterruptedException {
        return readWhenPresent(CardState.CLOSED, talk -> new TravelChip(talk, authorities).readDocument(key), patience);
    }

    /// @param too further card state that is read, beside an unknown new card
    private Reading readWhenPresent(CardState too, CardReadMethod way, Duration patience) throws InterruptedException {
        var wait = Deadline.in(patience);
        try {
            while (true) {
                var next = Deadline.inMillis(POLL_MILLIS);
                if (hasUnreadCard(too)) {
                    var reading = readCard(way, wait.plus(FINISHING));
                    if (reading.isPresent()) return reading.get();
                }
                if (wait.over()) return seen == Look.HUNG ? silentReading() : noCardReading();
                Thread.sleep(next.orSooner(wait).millisLeft());
            }
        } catch (LinkLost lost) {
            return new Reading.Unreadable(lost.fault());
        }
    }

    /// Whether an unread card is in.
    private boolean hasUnreadCard(CardState too) throws LinkLost, InterruptedException {
        return isCardIn() && (lying == CardState.NONE || lying == too);
    }

    /// Whether a card is in; notices the removal of the known card.
    private boolean isCardIn() throws LinkLost, InterruptedException {
        var look = slot.look();
        seen = look;
        if (look == Look.EMPTY) {
            lying = CardState.NONE;
            mute = held = false;
        }
        if (look == Look.CARD && held && !slot.sameCard()) {
            held = false;
            lying = CardState.NONE;
        }
        return look == Look.CARD;
    }

    private static Reading silentReading() {
        return new Reading.Unreadable(FaultCode.NO_ANSWER.fault("the reader does not say whether a card is in"));
    }

    /// Reports an ignored card once.
    private Reading noCardReading() {
        if (lying != CardState.UNKNOWN) return new Reading.NoCard();
        lying = CardState.SEEN;
        return new Reading.Unreadable(
                FaultCode.CARD_LEFT_IN.fault("a card was in when the reader started; it is not read"));
    }

    /// Empty when the card was removed before it was powered: a reader notices that a little late.
    private Optional<Reading> readCard(CardReadMethod way, Deadline end) throws LinkLost, InterruptedException {
        Reading reading = new Reading.CardPulled();
        boolean powered = false;
        boolean lost = false;
        try {
            slot.power(end);
            powered = true;
            reading = way.readWith(new ApduChannel(slot, end));
        } catch (MalformedCardData unsound) {
            reading = new Reading.Unreadable(FaultCode.CARD_CHIP_UNSOUND.fault(String.valueOf(unsound.getMessage())));
        } catch (CardTrouble trouble) {
            reading = switch (trouble.kind()) {
                case PULLED -> new Reading.CardPulled();
                case MUTE ->
                    new Reading.Unreadable(
                            FaultCode.CARD_MUTE.fault("the card does not answer: " + trouble.getMessage()));
                case LATE -> new Reading.Unreadable(FaultCode.CARD_SLOW.fault(String.valueOf(trouble.getMessage())));
            };
            mute = trouble.kind() == CardTrouble.Kind.MUTE;
            lost = true;
        } finally {
            slot.secret(false);
            held = powered && !lost;
            if (!held) slot.release();
        }
        boolean pulled = reading instanceof Reading.CardPulled;
        lying = pulled ? CardState.NONE : isKeyNeeded(reading) ? CardState.CLOSED : CardState.SEEN;
        boolean gone = !powered && pulled;
        return gone ? Optional.empty() : Optional.of(reading);
    }

    private static boolean isKeyNeeded(Reading reading) {
        return reading instanceof Reading.Unreadable(var fault) && fault.is(FaultCode.CARD_NEEDS_KEY);
    }

    @Override
    public Presence presence() throws InterruptedException {
        try {
            boolean in = isCardIn();
            if (lying == CardState.NONE) return Presence.NO_CARD;
            return in ? Presence.CARD : Presence.UNKNOWN;
        } catch (LinkLost _) {
            return Presence.UNKNOWN;
        }
    }

    @Override
    public DeviceStatus status(Duration patience) throws InterruptedException {
        try {
            isCardIn();
            var facts = Map.of("reader", slot.reader());
            return switch (slot.look()) {
                case BUSY -> new DeviceStatus(DeviceState.DEVICE_BUSY, List.of(), facts);
                case HUNG ->
                    new DeviceStatus(
                            DeviceState.UNKNOWN,
                            List.of(FaultCode.NO_ANSWER.fault("the card's last command never ended")),
                            facts);
                case EMPTY, CARD ->
                    new DeviceStatus(
                            DeviceState.ONLINE,
                            mute ? List.of(FaultCode.CARD_MUTE.fault("a card is in that is silent")) : List.of(),
                            facts);
            };
        } catch (LinkLost lost) {
            return DeviceStatus.of(DeviceState.NO_DEVICE, lost.fault());
        }
    }

    /// Remembers that the card was read until it is removed, otherwise the next citizen would be identified by the
    /// last one's forgotten card. A card that was inserted and not read is not read later.
    @Override
    public void clear() throws InterruptedException {
        try {
            if (hasUnreadCard(CardState.NONE)) lying = CardState.UNKNOWN;
            if (lying == CardState.CLOSED) lying = CardState.SEEN;
        } catch (LinkLost _) {
            // a reopened reader ignores a card that is in
        }
    }

    @Override
    public void close() {
        slot.close();
    }
}
