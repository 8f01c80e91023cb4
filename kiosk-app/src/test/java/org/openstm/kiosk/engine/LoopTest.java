package org.openstm.kiosk.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.central.Passage;
import org.openstm.kiosk.session.Effect;
import org.openstm.kiosk.session.Event;
import org.openstm.kiosk.session.Person;
import org.openstm.kiosk.session.Place;
import org.openstm.kiosk.session.Session;

class LoopTest {
    private static final InstantSource CLOCK = () -> Instant.parse("2026-11-24T06:32:00Z");
    private static final Person LI = new Person("李秀兰", "530102195503080028", "resident", "云岭", "");

    private static Loop loop() {
        return new Loop(Session.first(CatalogueFiles.loadShipped(), true, CLOCK.instant()), CLOCK);
    }

    /// The screen cannot be drawn once, with somebody's card on the reader.
    @Test
    void a_mistake_of_the_program_ends_the_visit_wiped_and_the_next_citizen_is_served() throws InterruptedException {
        var breaks = new AtomicBoolean();
        List<Effect> done = new ArrayList<>();
        try (var loop = loop()) {
            loop.join((_, effects) -> done.addAll(effects));
            loop.start(_ -> {
                if (breaks.getAndSet(false)) throw new IllegalStateException("a bug");
            });
            loop.touch(new Event.Start());
            loop.settle();
            breaks.set(true);
            loop.post(1, new Event.CardRead(LI));
            loop.settle();
            assertInstanceOf(Place.Idle.class, loop.session().at());
            assertTrue(done.contains(new Effect.Wipe()), done.toString());
            assertEquals(2, loop.session().number());
            loop.post(new Event.CardPresence(false));
            loop.touch(new Event.Start());
            loop.settle();
            assertInstanceOf(Place.Choosing.class, loop.session().at(), "it goes on");
        }
    }

    @Test
    void nobody_suffers_from_statistics() throws InterruptedException {
        try (var loop = loop()) {
            loop.watch(new Passages(LoopTest::broken));
            loop.start(_ -> {});
            loop.touch(new Event.Start());
            loop.touch(new Event.SeeItem("pension/life-proof"));
            loop.touch(new Event.Begin("pension/life-proof"));
            loop.touch(new Event.Disagree());
            loop.settle();
            assertInstanceOf(Place.Choosing.class, loop.session().at());
            assertEquals(1, loop.session().number());
        }
    }

    /// A clock may be set back.
    @Test
    void a_clock_that_is_set_back_makes_no_time_that_the_centre_would_refuse() throws InterruptedException {
        var told = new CopyOnWriteArrayList<Passage>();
        var later = new AtomicLong();
        InstantSource moving = () -> CLOCK.instant().plusSeconds(later.get());
        try (var loop = new Loop(Session.first(CatalogueFiles.loadShipped(), true, moving.instant()), moving)) {
            loop.watch(new Passages(told::add));
            loop.start(_ -> {});
            loop.touch(new Event.Start());
            loop.touch(new Event.SeeItem("pension/life-proof"));
            loop.touch(new Event.Begin("pension/life-proof"));
            loop.settle();
            later.set(-3600);
            loop.touch(new Event.Disagree());
            loop.settle();
        }
        assertEquals(1, told.size());
        assertTrue(told.getFirst().strides().stream().allMatch(s -> s.ms() >= 0), told.toString());
    }

    private static void broken(Passage passage) {
        throw new IllegalStateException("the disk is gone, and with it " + passage.item());
    }
}
