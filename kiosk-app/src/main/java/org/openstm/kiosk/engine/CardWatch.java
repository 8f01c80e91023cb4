package org.openstm.kiosk.engine;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.openstm.device.ChipCardReader;
import org.openstm.device.DeviceClass;
import org.openstm.device.Fault;
import org.openstm.device.IdCard;
import org.openstm.device.IdCardReader;
import org.openstm.device.SocialSecurityCard;
import org.openstm.device.supervision.SupervisedLoop;
import org.openstm.kiosk.session.Event;
import org.openstm.kiosk.session.Person;
import org.openstm.kiosk.session.Session;

/// Reads cards while someone wants one, and looks whether the last one is still there: identity
/// cards that are laid, and social security cards that are put in. A thread for each reader, so
/// that none is ever asked two things at once, and a slow chip delays nobody who lays a card.
final class CardWatch implements AutoCloseable {
    private static final Duration SLICE = Duration.ofMillis(900);
    private static final Duration LOOK = Duration.ofMillis(400);

    /// The card must be lifted and laid again; asking at once would only repeat the message.
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(2);

    /// How codes of what is wrong with a card begin; others are of the reader.
    private static final String OF_A_CARD = "card-";

    private final Devices devices;
    private final Loop loop;
    private final SupervisedLoop laid = new SupervisedLoop("card-watch", () -> laid(wanted()));
    private final SupervisedLoop inserted = new SupervisedLoop("chip-watch", () -> inserted(wanted()));
    private long reading;
    private boolean presence;
    private boolean laidThere;
    private boolean insertedThere;

    CardWatch(Devices devices, Loop loop) {
        this.devices = devices;
        this.loop = loop;
    }

    void start() {
        laid.start();
        inserted.start();
    }

    synchronized void read(long session) {
        reading = session;
        notifyAll();
    }

    synchronized void forget() {
        reading = 0;
    }

    /// Watches until every card is gone; says so at once if it is.
    synchronized void presence() {
        presence = true;
        notifyAll();
    }

    List<SupervisedLoop> loops() {
        return List.of(laid, inserted);
    }

    private synchronized long wanted() throws InterruptedException {
        while (reading == 0 && !presence) wait();
        return reading;
    }

    private synchronized boolean looking() {
        return presence;
    }

    private synchronized void stop(long session) {
        if (reading == session) reading = 0;
    }

    /// @param inSlot which of the two readers says it
    private synchronized void seen(boolean inSlot, boolean there) {
        if (inSlot) insertedThere = there;
        else laidThere = there;
    }

    /// There is a card where one was seen; none is left when neither reader has one.
    private synchronized void tell(boolean inSlot, boolean there) {
        seen(inSlot, there);
        if (there) loop.post(new Event.CardPresence(true));
        else if (!laidThere && !insertedThere && presence) {
            presence = false;
            loop.post(new Event.CardPresence(false));
        }
    }

    private void laid(long session) throws InterruptedException {
        var reader = devices.card();
        if (looking() && reader.isPresent())
            switch (reader.get().presence()) {
                case CARD -> tell(false, true);
                case NO_CARD -> tell(false, false);
                case UNKNOWN -> {}
            }
        if (session != 0 && reader.isPresent()) read(reader.get(), session);
        else Thread.sleep(LOOK);
    }

    private void read(IdCardReader port, long session) throws InterruptedException {
        switch (port.read(SLICE)) {
            case IdCardReader.Reading.Card(var card) -> {
                stop(session);
                seen(false, true);
                loop.post(session, new Event.CardRead(person(card)));
            }
            case IdCardReader.Reading.NoCard _ -> {}
            case IdCardReader.Reading.Unreadable(var fault) -> {
                loop.post(session, new Event.CardUnreadable(fault.code()));
                Thread.sleep(AFTER_TROUBLE);
            }
        }
    }

    private void inserted(long session) throws InterruptedException {
        var reader = devices.chip();
        if (looking() && reader.isPresent())
            switch (reader.get().presence()) {
                case CARD -> tell(true, true);
                case NO_CARD -> tell(true, false);
                case UNKNOWN -> {
                    // a slot that nobody can ask keeps no citizen waiting for a card
                    if (slotClosed()) tell(true, false);
                }
            }
        else if (looking()) tell(true, false);
        if (session != 0 && reader.isPresent()) read(reader.get(), session);
        else Thread.sleep(LOOK);
    }

    private void read(ChipCardReader port, long session) throws InterruptedException {
        switch (port.read(SLICE)) {
            case ChipCardReader.Reading.SocialSecurity(var card)
            when card.holder().isPresent() -> {
                stop(session);
                seen(true, true);
                loop.post(session, new Event.CardRead(person(card, card.holder().get())));
            }
            case ChipCardReader.Reading.SocialSecurity _ -> trouble(session, "card-without-holder");
            case ChipCardReader.Reading.Bank _ -> trouble(session, "card-is-bank");
            case ChipCardReader.Reading.Travel _ -> trouble(session, "card-needs-key");
            case ChipCardReader.Reading.CardPulled _ -> trouble(session, "card-pulled");
            case ChipCardReader.Reading.NoCard _ -> {}
            case ChipCardReader.Reading.Unreadable(var fault) -> unreadable(session, fault);
        }
    }

    /// A slot that is out of order, or out of service, is no reason to tell anything to somebody who lays another
    /// card.
    private void unreadable(long session, Fault fault) throws InterruptedException {
        if (fault.code().startsWith(OF_A_CARD)) trouble(session, fault.code());
        else Thread.sleep(AFTER_TROUBLE);
    }

    private boolean slotClosed() {
        return devices.broken().contains(DeviceClass.CHIP_CARD_READER.text());
    }

    private void trouble(long session, String why) {
        seen(true, !why.equals("card-pulled"));
        loop.post(session, new Event.CardUnreadable(why));
    }

    private static Person person(IdCard card) {
        boolean expired = card.expiredOn(LocalDate.now(Session.ZONE));
        return new Person(
                card.displayName(),
                card.number(),
                card.layout().text(),
                card.address(),
                expired ? card.validTo().orElseThrow().toString() : "",
                card.birthDate().toString());
    }

    private static Person person(SocialSecurityCard card, SocialSecurityCard.Holder holder) {
        boolean expired = card.expiredOn(LocalDate.now(Session.ZONE));
        return Person.bySocialCard(
                holder.name(),
                holder.number(),
                layout(holder.number()).text(),
                expired ? card.validTo().orElseThrow().toString() : "",
                holder.birthDate().toString());
    }

    /// Which identity card has this number (GB 11643 and its supplements).
    private static IdCard.Layout layout(String number) {
        if (number.startsWith("9")) return IdCard.Layout.FOREIGNER_2023;
        return number.matches("8[123]0000.*") ? IdCard.Layout.HK_MACAO_TAIWAN : IdCard.Layout.RESIDENT;
    }

    @Override
    public void close() {
        laid.close();
        inserted.close();
    }
}
