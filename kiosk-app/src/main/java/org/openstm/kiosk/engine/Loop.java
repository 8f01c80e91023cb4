package org.openstm.kiosk.engine;

import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.openstm.kiosk.session.Event;
import org.openstm.kiosk.session.Session;
import org.openstm.kiosk.session.Visit;

/// The mailbox of the visit: one thread takes event after event, steps the session, draws it and starts the effects.
public final class Loop implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Loop.class.getName());

    /// Letters that belong to the terminal, not to a session.
    private static final long ANY = 0;

    private final BlockingQueue<Runnable> mailbox = new LinkedBlockingQueue<>();
    private final InstantSource clock;
    private final Thread thread = Thread.ofPlatform().name("loop").unstarted(this::run);
    private volatile Session session;
    private volatile Consumer<Session> screen = _ -> {};
    private volatile Passages watcher = new Passages(_ -> {});
    private volatile Deeds deeds = (_, _) -> {};

    /// What does the effects.
    interface Deeds {
        void perform(Session session, java.util.List<org.openstm.kiosk.session.Effect> effects);
    }

    public Loop(Session first, InstantSource clock) {
        this.session = first;
        this.clock = clock;
    }

    /// @param watcher sees every step, on the loop's thread
    public void watch(Passages watcher) {
        this.watcher = watcher;
    }

    void join(Deeds deeds) {
        this.deeds = deeds;
    }

    /// @param screen told of every new state, on the loop's thread
    public void start(Consumer<Session> screen) {
        this.screen = screen;
        screen.accept(session);
        thread.start();
    }

    public Session session() {
        return session;
    }

    /// From the screen: belongs to the session that is shown.
    public void touch(Event.Touch event) {
        post(session.number(), event);
    }

    /// From a device or the centre, for the session that asked. A late one is dropped.
    void post(long number, Event event) {
        mailbox.add(() -> take(number, event));
    }

    /// Another catalogue is in force.
    public void offer(Event.CatalogueChanged event) {
        post(event);
    }

    /// Nobody is served any more, once whoever is there has gone.
    ///
    /// @param reason key of the sentence
    public void shut(String reason) {
        post(new Event.Closed(reason));
    }

    /// The terminal can keep nothing any more.
    ///
    /// @param reason key of the sentence
    public void putOutOfOrder(String reason) {
        post(new Event.OutOfOrder(reason));
    }

    public void reopen() {
        post(new Event.Opened());
    }

    /// From the terminal itself.
    void post(Event event) {
        post(ANY, event);
    }

    /// Waits until everything that has come so far is done.
    public void settle() throws InterruptedException {
        var done = new CountDownLatch(1);
        mailbox.add(done::countDown);
        done.await();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) done(mailbox.take());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /// A mistake of ours ends the visit, wiped, and never the terminal: a frozen screen would show a
    /// person's data to the next one. What was handed in is in the journal and goes its way.
    private void done(Runnable letter) {
        try {
            letter.run();
        } catch (RuntimeException bug) {
            // never with its words: they may hold what was typed
            LOG.log(
                    Level.ERROR,
                    "a mistake of the program ended a visit at {0}: {1} {2}",
                    session,
                    bug.getClass().getName(),
                    Arrays.toString(bug.getStackTrace()));
            var end = Visit.abandoned(session, clock.instant());
            session = end.next();
            screen.accept(session);
            deeds.perform(session, end.effects());
        }
    }

    private void take(long number, Event event) {
        if (number != ANY && number != session.number()) {
            LOG.log(Level.DEBUG, "late {0} dropped", event.getClass().getSimpleName());
            return;
        }
        var now = clock.instant();
        var before = session;
        var step = Visit.step(before, event, now);
        boolean changed = !step.next().equals(before);
        session = step.next();
        watched(before, event, now);
        if (changed) screen.accept(session);
        if (!step.effects().isEmpty()) deeds.perform(session, step.effects());
    }

    /// Statistics: nobody's case may wait for them, or suffer from them.
    private void watched(Session before, Event event, Instant now) {
        try {
            watcher.seen(before, event, session, now);
        } catch (RuntimeException bug) {
            LOG.log(Level.ERROR, "process data failed", bug);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
