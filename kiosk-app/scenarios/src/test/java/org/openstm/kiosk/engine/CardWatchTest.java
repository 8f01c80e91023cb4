package org.openstm.kiosk.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openstm.device.ChipCardReader;
import org.openstm.device.DeviceClass;
import org.openstm.device.DeviceState;
import org.openstm.device.DeviceStatus;
import org.openstm.device.IdCard;
import org.openstm.device.IdCardReader;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.manager.DeviceEntry;
import org.openstm.device.manager.DeviceManager;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.session.model.IdentifiedPerson;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;

/// A real device manager whose chip reader is out of service.
@Timeout(60)
class CardWatchTest {
    private static final String READER = "chip-1";

    /// The device manager as sessions see it; it has no other device.
    private record OnlyChips(DeviceManager desk) implements FewDevices {
        @Override
        public Optional<ChipCardReader> chipCardReader() {
            return desk.findPort(ChipCardReader.class);
        }

        @Override
        public Set<String> brokenClasses() {
            return desk.deviceViews().stream()
                    .filter(view -> !view.isServing())
                    .map(view -> view.deviceClass().text())
                    .collect(Collectors.toSet());
        }

        @Override
        public void clear() throws InterruptedException {
            desk.clearDevices();
        }
    }

    @Test
    void a_slot_that_is_out_of_service_tells_no_citizen_that_a_card_is_damaged_or_still_in() throws Exception {
        var entry =
                new DeviceEntry(READER, DeviceClass.CHIP_CARD_READER, "pcsc", LinkAddress.parse("pcsc:no such reader"));
        var clock = InstantSource.system();
        try (var desk = DeviceManager.open(List.of(entry), Duration.ofHours(1));
                var loop = new SessionLoop(
                        Session.initialSession(CatalogueFiles.loadShipped(), true, clock.instant()), clock);
                var watch = new CardWatch(new OnlyChips(desk), loop, clock)) {
            desk.claims().setEnabled(READER, false);
            loop.start(_ -> {});
            var item = "pension/join-rural";
            for (var touch : List.of(
                    new SessionEvent.StartSession(),
                    new SessionEvent.SeeItem(item),
                    new SessionEvent.BeginItem(item),
                    new SessionEvent.TickConsent(),
                    new SessionEvent.Agree())) {
                loop.postTouch(touch);
                loop.awaitIdle();
            }
            watch.start();
            watch.watchCard(loop.session().number());
            watch.watchRemoval();
            Thread.sleep(1500);
            loop.awaitIdle();
            var identifying = assertInstanceOf(
                    SessionState.Identifying.class, loop.session().at());
            var asked = assertInstanceOf(SessionState.IdentificationStep.LayCard.class, identifying.proof());
            assertEquals(Optional.empty(), asked.trouble());
            // an identity card is read elsewhere: the citizen need not wait
            loop.postEvent(
                    loop.session().number(),
                    new SessionEvent.CardRead(
                            new IdentifiedPerson("李秀兰", "530102195503080028", "resident", "", "", "1955-03-08")));
            loop.awaitIdle();
            assertInstanceOf(SessionState.Filling.class, loop.session().at());
        }
    }

    /// Not by the machine's clock, and not by the day elsewhere.
    @ParameterizedTest
    @CsvSource({"2039-07-03T15:59:00Z, true", "2039-07-03T16:00:00Z, false"})
    void a_card_expires_by_the_terminal_s_clock_in_its_country(Instant now, boolean valid) throws Exception {
        InstantSource clock = () -> now;
        try (var loop = new SessionLoop(Session.initialSession(CatalogueFiles.loadShipped(), true, now), clock);
                var watch = new CardWatch(new LaidCard(), loop, clock)) {
            loop.start(_ -> {});
            for (var touch : List.of(
                    new SessionEvent.StartSession(),
                    new SessionEvent.SeeItem("pension/join-rural"),
                    new SessionEvent.BeginItem("pension/join-rural"),
                    new SessionEvent.TickConsent(),
                    new SessionEvent.Agree())) loop.postTouch(touch);
            loop.awaitIdle();
            watch.start();
            watch.watchCard(loop.session().number());
            EngineRig.until(() -> valid
                    ? loop.session().findPerson().isPresent()
                    : loop.session().at() instanceof SessionState.Identifying(var _, var proof)
                            && proof instanceof SessionState.IdentificationStep.LayCard laid
                            && laid.trouble().isPresent());
            assertEquals(valid, loop.session().findPerson().isPresent());
        }
    }

    /// A reader with a card that is valid until 3 July 2039.
    private static final class LaidCard implements FewDevices, IdCardReader {
        @Override
        public Optional<IdCardReader> idCardReader() {
            return Optional.of(this);
        }

        @Override
        public Reading read(Duration patience) {
            return new Reading.Card(new IdCard(
                    IdCard.Layout.RESIDENT,
                    "李秀兰",
                    "",
                    2,
                    "01",
                    "",
                    LocalDate.parse("1955-03-08"),
                    "云岭",
                    "530102195503080028",
                    "",
                    LocalDate.parse("2019-07-03"),
                    Optional.of(LocalDate.parse("2039-07-03")),
                    "",
                    0,
                    ""));
        }

        @Override
        public Presence presence() {
            return Presence.CARD;
        }

        @Override
        public DeviceStatus status(Duration patience) {
            return DeviceStatus.of(DeviceState.ONLINE);
        }

        @Override
        public void close() {}

        @Override
        public void clear() {}
    }
}
