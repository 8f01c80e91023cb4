package org.openstm.kiosk.engine;

import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.openstm.kiosk.session.flow.SessionStateMachine;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEvent;

/// The mailbox of the visit: one thread takes event after event, steps the session, draws it and starts the effects.
public final class SessionLoop implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SessionLoop.class.getName());

    /// Letters that belong to the terminal, not to a session.
    private static final long ANY = 0;

    private final BlockingQueue<Runnable> mailbox = new LinkedBlockingQueue<>();
    private final InstantSource clock;
    private final Thread thread = Thread.ofPlatform().name("loop").unstarted(this::run);
    private volatile Session session;
    private volatile Consumer<Session> screen = _ -> {};
    private volatile PassageRecorder watcher = new PassageRecorder(_ -> {});
    private volatile EffectHandler deeds = (_, _) -> {};

    /// What does the effects.
    interface EffectHandler {
        void performEffects(Session session, java.util.List<org.openstm.kiosk.session.model.SessionEffect> effects);
    }

    public SessionLoop(Session first, InstantSource clock) {
        this.session = first;
        this.clock = clock;
    }

    /// @param watcher sees every step, on the loop's thread
    public void setRecorder(PassageRecorder watcher) {
        this.watcher = watcher;
    }

    void setEffectHandler(EffectHandler deeds) {
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
    public void postTouch(SessionEvent.TouchEvent event) {
        postEvent(session.number(), event);
    }

    /// From a device or the centre, for the session that asked. A late one is dropped.
    void postEvent(long number, SessionEvent event) {
        mailbox.add(() -> applyEvent(number, event));
    }

    /// Another catalogue is in force.
    public void postCatalogue(SessionEvent.CatalogueChanged event) {
        postEvent(event);
    }

    /// Nobody is served any more, once whoever is there has gone.
    ///
    /// @param reason key of the sentence
    public void closeTerminal(String reason) {
        postEvent(new SessionEvent.TerminalClosed(reason));
    }

    /// The terminal can keep nothing any more.
    ///
    /// @param reason key of the sentence
    public void putOutOfOrder(String reason) {
        postEvent(new SessionEvent.OutOfOrder(reason));
    }

    public void reopenTerminal() {
        postEvent(new SessionEvent.TerminalOpened());
    }

    /// From the terminal itself.
    void postEvent(SessionEvent event) {
        postEvent(ANY, event);
    }

    /// Waits until everything that has come so far is done.
    public void awaitIdle() throws InterruptedException {
        var done = new CountDownLatch(1);
        mailbox.add(done::countDown);
        done.await();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) processLetter(mailbox.take());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /// A mistake of ours ends the visit, wiped, and never the terminal: a frozen screen would show a
    /// person's data to the next one. What was handed in is in the journal and goes its way.
    private void processLetter(Runnable letter) {
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
            var end = SessionStateMachine.abandonSession(session, clock.instant());
            session = end.next();
            screen.accept(session);
            deeds.performEffects(session, end.effects());
        }
    }

    private void applyEvent(long number, SessionEvent event) {
        if (number != ANY && number != session.number()) {
            LOG.log(Level.DEBUG, "late {0} dropped", event.getClass().getSimpleName());
            return;
        }
        var now = clock.instant();
        var before = session;
        var step = SessionStateMachine.nextStep(before, event, now);
        boolean changed = !step.next().equals(before);
        session = step.next();
        recordStep(before, event, now);
        if (changed) screen.accept(session);
        if (!step.effects().isEmpty()) deeds.performEffects(session, step.effects());
    }

    /// Statistics: nobody's case may wait for them, or suffer from them.
    private void recordStep(Session before, SessionEvent event, Instant now) {
        try {
            watcher.recordStep(before, event, session, now);
        } catch (RuntimeException bug) {
            LOG.log(Level.ERROR, "process data failed", bug);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
