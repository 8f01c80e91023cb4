package org.openstm.kiosk.engine;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import org.openstm.device.ChipCardReader;
import org.openstm.device.DeviceClass;
import org.openstm.device.Fault;
import org.openstm.device.FaultCode;
import org.openstm.device.IdCard;
import org.openstm.device.IdCardReader;
import org.openstm.device.SocialSecurityCard;
import org.openstm.device.supervision.SupervisedLoop;
import org.openstm.kiosk.session.model.IdentifiedPerson;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEvent;

/// Reads cards while a session needs one, and polls whether the last one is still there: identity
/// cards on the reader, and social security cards in the slot. Each reader has its own thread, so
/// that it gets one request at a time and a slow chip delays no other card.
final class CardWatch implements AutoCloseable {
    private static final Duration SLICE = Duration.ofMillis(900);
    private static final Duration LOOK = Duration.ofMillis(400);

    /// The card must be lifted and laid again; retrying at once would only repeat the message.
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(2);

    /// Prefix of fault codes about a card; other codes are about the reader.
    private static final String OF_A_CARD = "card-";

    private final DeviceProvider devices;
    private final SessionLoop loop;
    private final InstantSource clock;
    private final SupervisedLoop laid = new SupervisedLoop("card-watch", () -> watchLaidCard(awaitWanted()));
    private final SupervisedLoop inserted = new SupervisedLoop("chip-watch", () -> watchInsertedCard(awaitWanted()));
    private long reading;
    private boolean presence;
    private boolean laidThere;
    private boolean insertedThere;

    CardWatch(DeviceProvider devices, SessionLoop loop, InstantSource clock) {
        this.devices = devices;
        this.loop = loop;
        this.clock = clock;
    }

    void start() {
        laid.start();
        inserted.start();
    }

    synchronized void watchCard(long session) {
        reading = session;
        notifyAll();
    }

    synchronized void stopWatch() {
        reading = 0;
    }

    /// Watches until every card is removed; reports at once if none is there.
    synchronized void watchRemoval() {
        presence = true;
        notifyAll();
    }

    List<SupervisedLoop> supervisedLoops() {
        return List.of(laid, inserted);
    }

    private synchronized long awaitWanted() throws InterruptedException {
        while (reading == 0 && !presence) wait();
        return reading;
    }

    private synchronized boolean isWatchingRemoval() {
        return presence;
    }

    private synchronized void endReading(long session) {
        if (reading == session) reading = 0;
    }

    /// @param inSlot which of the two readers reports it
    private synchronized void recordPresence(boolean inSlot, boolean there) {
        if (inSlot) insertedThere = there;
        else laidThere = there;
    }

    /// A card is there if either reader has one.
    private synchronized void reportPresence(boolean inSlot, boolean there) {
        recordPresence(inSlot, there);
        if (there) loop.postEvent(new SessionEvent.CardPresence(true));
        else if (!laidThere && !insertedThere && presence) {
            presence = false;
            loop.postEvent(new SessionEvent.CardPresence(false));
        }
    }

    private void watchLaidCard(long session) throws InterruptedException {
        var reader = devices.idCardReader();
        if (isWatchingRemoval() && reader.isPresent())
            switch (reader.get().presence()) {
                case CARD -> reportPresence(false, true);
                case NO_CARD -> reportPresence(false, false);
                case UNKNOWN -> {}
            }
        if (session != 0 && reader.isPresent()) readCard(reader.get(), session);
        else Thread.sleep(LOOK);
    }

    private void readCard(IdCardReader port, long session) throws InterruptedException {
        switch (port.read(SLICE)) {
            case IdCardReader.Reading.Card(var card) -> {
                endReading(session);
                recordPresence(false, true);
                loop.postEvent(session, new SessionEvent.CardRead(toPerson(card)));
            }
            case IdCardReader.Reading.NoCard _ -> {}
            case IdCardReader.Reading.Unreadable(var fault) -> {
                loop.postEvent(session, new SessionEvent.CardUnreadable(fault.code()));
                Thread.sleep(AFTER_TROUBLE);
            }
        }
    }

    private void watchInsertedCard(long session) throws InterruptedException {
        var reader = devices.chipCardReader();
        if (isWatchingRemoval() && reader.isPresent())
            switch (reader.get().presence()) {
                case CARD -> reportPresence(true, true);
                case NO_CARD -> reportPresence(true, false);
                case UNKNOWN -> {
                    // a slot that does not answer makes no citizen wait for a card
                    if (isSlotClosed()) reportPresence(true, false);
                }
            }
        else if (isWatchingRemoval()) reportPresence(true, false);
        if (session != 0 && reader.isPresent()) readCard(reader.get(), session);
        else Thread.sleep(LOOK);
    }

    private void readCard(ChipCardReader port, long session) throws InterruptedException {
        switch (port.read(SLICE)) {
            case ChipCardReader.Reading.SocialSecurity(var card)
            when card.holder().isPresent() -> {
                endReading(session);
                recordPresence(true, true);
                loop.postEvent(
                        session,
                        new SessionEvent.CardRead(toPerson(card, card.holder().get())));
            }
            case ChipCardReader.Reading.SocialSecurity _ -> reportTrouble(session, "card-without-holder");
            case ChipCardReader.Reading.Bank _ -> reportTrouble(session, FaultCode.CARD_IS_BANK.text());
            case ChipCardReader.Reading.Travel _ -> reportTrouble(session, FaultCode.CARD_NEEDS_KEY.text());
            case ChipCardReader.Reading.CardPulled _ -> reportTrouble(session, "card-pulled");
            case ChipCardReader.Reading.NoCard _ -> {}
            case ChipCardReader.Reading.Unreadable(var fault) -> reportUnreadable(session, fault);
        }
    }

    /// A slot that is faulty or out of service causes no message to a citizen who lays another
    /// card.
    private void reportUnreadable(long session, Fault fault) throws InterruptedException {
        if (fault.code().startsWith(OF_A_CARD)) reportTrouble(session, fault.code());
        else Thread.sleep(AFTER_TROUBLE);
    }

    private boolean isSlotClosed() {
        return devices.brokenClasses().contains(DeviceClass.CHIP_CARD_READER.text());
    }

    private void reportTrouble(long session, String why) {
        recordPresence(true, !why.equals("card-pulled"));
        loop.postEvent(session, new SessionEvent.CardUnreadable(why));
    }

    private IdentifiedPerson toPerson(IdCard card) {
        boolean expired = card.expiredOn(today());
        return new IdentifiedPerson(
                card.displayName(),
                card.number(),
                card.layout().text(),
                card.address(),
                expired ? card.validTo().orElseThrow().toString() : "",
                card.birthDate().toString());
    }

    private IdentifiedPerson toPerson(SocialSecurityCard card, SocialSecurityCard.Holder holder) {
        boolean expired = card.expiredOn(today());
        return IdentifiedPerson.ofSocialCard(
                holder.name(),
                holder.number(),
                layoutOf(holder.number()).text(),
                expired ? card.validTo().orElseThrow().toString() : "",
                holder.birthDate().toString());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Session.ZONE);
    }

    /// The kind of identity card with this number (GB 11643 and its supplements).
    private static IdCard.Layout layoutOf(String number) {
        if (number.startsWith("9")) return IdCard.Layout.FOREIGNER_2023;
        return number.matches("8[123]0000.*") ? IdCard.Layout.HK_MACAO_TAIWAN : IdCard.Layout.RESIDENT;
    }

    @Override
    public void close() {
        laid.close();
        inserted.close();
    }
}
