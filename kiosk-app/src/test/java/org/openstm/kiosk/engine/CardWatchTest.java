package org.openstm.kiosk.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openstm.device.ChipCardReader;
import org.openstm.device.DeviceClass;
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
            return desk.chipCardReader();
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
                var watch = new CardWatch(new OnlyChips(desk), loop)) {
            desk.setEnabled(READER, false);
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
}
