package org.openstm.kiosk.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.BarcodeReader;
import org.openstm.device.ChipCardReader;
import org.openstm.device.IdCardReader;
import org.openstm.device.supervision.SupervisedLoop;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.ime.ChineseInput;
import org.openstm.kiosk.rig.Station;
import org.openstm.kiosk.session.model.Session;

/// Each watch of a terminal continues after an exception, which is counted: once an exception ended a
/// thread, and no citizen could identify again.
@Timeout(90)
class WatchThreadsTest {
    @TempDir
    Path dir;

    /// The first call throws; repeated calls count down.
    private static final class Failing implements FewDevices {
        private final CountDownLatch cards = new CountDownLatch(2);
        private final CountDownLatch chips = new CountDownLatch(2);
        private final CountDownLatch codes = new CountDownLatch(2);
        private final CountDownLatch looks = new CountDownLatch(2);

        private static void count(CountDownLatch asked) {
            boolean first = asked.getCount() == 2;
            asked.countDown();
            if (first) throw new IllegalStateException("a bug");
        }

        @Override
        public Optional<IdCardReader> idCardReader() {
            count(cards);
            return Optional.empty();
        }

        @Override
        public Optional<ChipCardReader> chipCardReader() {
            count(chips);
            return Optional.empty();
        }

        @Override
        public Optional<BarcodeReader> barcodeReader() {
            count(codes);
            return Optional.empty();
        }

        @Override
        public Set<String> brokenClasses() {
            count(looks);
            return Set.of();
        }
    }

    private static final class NoWriting implements ChineseInput {
        @Override
        public void readPinyin(String letters, Consumer<PinyinReading> told) {}

        @Override
        public void chooseCandidate(String letters, int candidate, Consumer<ChosenCandidate> told) {}

        @Override
        public void recogniseStrokes(List<List<Integer>> strokes, int edge, Consumer<List<String>> told) {}

        @Override
        public void forgetInput() {}

        @Override
        public Set<String> unavailableMethods() {
            return Set.of();
        }
    }

    private final Failing devices = new Failing();
    private final InstantSource clock = InstantSource.system();

    private SessionLoop loop() {
        return new SessionLoop(Session.initialSession(CatalogueFiles.loadShipped(), true, clock.instant()), clock);
    }

    private static void assertWentOn(CountDownLatch asked, SupervisedLoop loop) throws InterruptedException {
        assertTrue(asked.await(60, TimeUnit.SECONDS), loop.loopHealth() + " never asked again");
        assertEquals(1, loop.loopHealth().all());
        assertTrue(
                loop.loopHealth().last().contains("IllegalStateException"),
                loop.loopHealth().last());
    }

    @Test
    void the_watches_of_cards_go_on_after_an_exception() throws Exception {
        try (var loop = loop();
                var watch = new CardWatch(devices, loop, InstantSource.system())) {
            watch.start();
            watch.watchCard(1);
            assertWentOn(devices.cards, watch.supervisedLoops().getFirst());
            assertWentOn(devices.chips, watch.supervisedLoops().getLast());
        }
    }

    @Test
    void the_watch_of_codes_goes_on_after_an_exception() throws Exception {
        try (var loop = loop();
                var watch = new CodeWatch(devices, "https://example.invalid/v/", loop)) {
            watch.start();
            watch.watchCode(1);
            assertWentOn(devices.codes, watch.supervisedLoops().getFirst());
        }
    }

    @Test
    void the_watch_of_lights_goes_on_after_an_exception() throws Exception {
        var asked = new CountDownLatch(2);
        try (var watch = new LightWatch(devices, () -> {
            Failing.count(asked);
            return Map.of();
        })) {
            watch.start();
            assertWentOn(asked, watch.supervisedLoops().getFirst());
        }
    }

    @Test
    void the_look_around_goes_on_after_an_exception_and_so_do_the_ticks() throws Exception {
        try (var station = Station.open(dir);
                var loop = loop();
                var timers = new TerminalTimers(loop, station.dispatch(), devices, new NoWriting())) {
            timers.start();
            assertEquals(
                    List.of("ticks", "look-around"),
                    timers.supervisedLoops().stream()
                            .map(one -> one.loopHealth().name())
                            .toList());
            assertWentOn(devices.looks, timers.supervisedLoops().getLast());
        }
    }
}
