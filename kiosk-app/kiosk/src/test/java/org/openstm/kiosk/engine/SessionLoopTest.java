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
import org.openstm.kiosk.central.terminal.ProcessDataRecord;
import org.openstm.kiosk.session.model.IdentifiedPerson;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEffect;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;

class SessionLoopTest {
    private static final InstantSource CLOCK = () -> Instant.parse("2026-11-24T06:32:00Z");
    private static final IdentifiedPerson LI = new IdentifiedPerson("李秀兰", "530102195503080028", "resident", "云岭", "");

    private static SessionLoop loop() {
        return new SessionLoop(Session.initialSession(CatalogueFiles.loadShipped(), true, CLOCK.instant()), CLOCK);
    }

    /// The screen fails once to draw, with a citizen's card on the reader.
    @Test
    void a_mistake_of_the_program_ends_the_visit_wiped_and_the_next_citizen_is_served() throws InterruptedException {
        var breaks = new AtomicBoolean();
        List<SessionEffect> done = new ArrayList<>();
        try (var loop = loop()) {
            loop.setEffectHandler((_, effects) -> done.addAll(effects));
            loop.start(_ -> {
                if (breaks.getAndSet(false)) throw new IllegalStateException("a bug");
            });
            loop.postTouch(new SessionEvent.StartSession());
            loop.awaitIdle();
            breaks.set(true);
            loop.postEvent(1, new SessionEvent.CardRead(LI));
            loop.awaitIdle();
            assertInstanceOf(SessionState.Idle.class, loop.session().at());
            assertTrue(done.contains(new SessionEffect.WipeSession()), done.toString());
            assertEquals(2, loop.session().number());
            loop.postEvent(new SessionEvent.CardPresence(false));
            loop.postTouch(new SessionEvent.StartSession());
            loop.awaitIdle();
            assertInstanceOf(SessionState.Choosing.class, loop.session().at(), "it goes on");
        }
    }

    @Test
    void nobody_suffers_from_statistics() throws InterruptedException {
        try (var loop = loop()) {
            loop.setRecorder(new PassageRecorder(SessionLoopTest::broken));
            loop.start(_ -> {});
            loop.postTouch(new SessionEvent.StartSession());
            loop.postTouch(new SessionEvent.SeeItem("pension/life-proof"));
            loop.postTouch(new SessionEvent.BeginItem("pension/life-proof"));
            loop.postTouch(new SessionEvent.Disagree());
            loop.awaitIdle();
            assertInstanceOf(SessionState.Choosing.class, loop.session().at());
            assertEquals(1, loop.session().number());
        }
    }

    /// A clock may be set back.
    @Test
    void a_clock_that_is_set_back_makes_no_time_that_central_would_refuse() throws InterruptedException {
        var told = new CopyOnWriteArrayList<ProcessDataRecord>();
        var later = new AtomicLong();
        InstantSource moving = () -> CLOCK.instant().plusSeconds(later.get());
        try (var loop =
                new SessionLoop(Session.initialSession(CatalogueFiles.loadShipped(), true, moving.instant()), moving)) {
            loop.setRecorder(new PassageRecorder(told::add));
            loop.start(_ -> {});
            loop.postTouch(new SessionEvent.StartSession());
            loop.postTouch(new SessionEvent.SeeItem("pension/life-proof"));
            loop.postTouch(new SessionEvent.BeginItem("pension/life-proof"));
            loop.awaitIdle();
            later.set(-3600);
            loop.postTouch(new SessionEvent.Disagree());
            loop.awaitIdle();
        }
        assertEquals(1, told.size());
        assertTrue(told.getFirst().strides().stream().allMatch(s -> s.ms() >= 0), told.toString());
    }

    private static void broken(ProcessDataRecord passage) {
        throw new IllegalStateException("the disk is gone, and with it " + passage.item());
    }
}
