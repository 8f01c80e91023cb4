package org.openstm.kiosk.engine;

import java.time.Duration;
import java.time.LocalDate;
import org.openstm.device.IdCard;
import org.openstm.device.IdCardReader;
import org.openstm.kiosk.session.Event;
import org.openstm.kiosk.session.Person;
import org.openstm.kiosk.session.Session;

/// Reads cards while someone wants one, and looks whether the last one still lies there. One thread, so that the reader
/// is
/// never asked two things at once.
final class CardWatch implements AutoCloseable {
    private static final Duration SLICE = Duration.ofMillis(900);
    private static final Duration LOOK = Duration.ofMillis(400);

    /// The card must be lifted and laid again; asking at once would only repeat the message.
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(2);

    private final Devices devices;
    private final Loop loop;
    private final Thread thread =
            Thread.ofPlatform().name("card-watch").daemon().unstarted(this::run);
    private long reading;
    private boolean presence;

    CardWatch(Devices devices, Loop loop) {
        this.devices = devices;
        this.loop = loop;
    }

    void start() {
        thread.start();
    }

    synchronized void read(long session) {
        reading = session;
        notifyAll();
    }

    synchronized void forget() {
        reading = 0;
    }

    /// Watches until the card is gone; says so at once if it is.
    synchronized void presence() {
        presence = true;
        notifyAll();
    }

    private void run() {
        try {
            while (true) {
                long session = wanted();
                var reader = devices.card();
                if (looking() && reader.isPresent()) look(reader.get());
                if (session != 0 && reader.isPresent()) read(reader.get(), session);
                else Thread.sleep(LOOK);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized long wanted() throws InterruptedException {
        while (reading == 0 && !presence) wait();
        return reading;
    }

    private synchronized boolean looking() {
        return presence;
    }

    private void look(IdCardReader port) throws InterruptedException {
        switch (port.presence()) {
            case CARD -> loop.post(new Event.CardPresence(true));
            case NO_CARD -> {
                done();
                loop.post(new Event.CardPresence(false));
            }
            case UNKNOWN -> {}
        }
    }

    private synchronized void done() {
        presence = false;
    }

    private void read(IdCardReader port, long session) throws InterruptedException {
        switch (port.read(SLICE)) {
            case IdCardReader.Reading.Card(var card) -> {
                stop(session);
                loop.post(session, new Event.CardRead(person(card)));
            }
            case IdCardReader.Reading.NoCard _ -> {}
            case IdCardReader.Reading.Unreadable(var fault) -> {
                loop.post(session, new Event.CardUnreadable(fault.code()));
                Thread.sleep(AFTER_TROUBLE);
            }
        }
    }

    private synchronized void stop(long session) {
        if (reading == session) reading = 0;
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

    @Override
    public void close() {
        thread.interrupt();
    }
}
