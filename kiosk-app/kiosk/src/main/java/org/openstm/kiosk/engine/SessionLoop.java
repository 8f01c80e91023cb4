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
import org.openstm.kiosk.session.model.TerminalEvent;

/// The session's mailbox: one thread takes each event, steps the session, draws it and starts the effects.
public final class SessionLoop implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SessionLoop.class.getName());

    /// Number for events that belong to the terminal, not to a session.
    private static final long ANY = 0;

    private final BlockingQueue<Runnable> mailbox = new LinkedBlockingQueue<>();
    private final InstantSource clock;
    private final Thread thread = Thread.ofPlatform().name("loop").unstarted(this::run);
    private volatile Session session;
    private volatile Consumer<Session> screen = _ -> {};
    private volatile PassageRecorder watcher = new PassageRecorder(_ -> {});
    private volatile EffectHandler deeds = (_, _) -> {};

    /// Executes the effects.
    interface EffectHandler {
        void performEffects(Session session, java.util.List<org.openstm.kiosk.session.model.SessionEffect> effects);
    }

    public SessionLoop(Session first, InstantSource clock) {
        this.session = first;
        this.clock = clock;
    }

    /// @param watcher observes every step, on the loop's thread
    public void setRecorder(PassageRecorder watcher) {
        this.watcher = watcher;
    }

    void setEffectHandler(EffectHandler deeds) {
        this.deeds = deeds;
    }

    /// @param screen receives every new state, on the loop's thread
    public void start(Consumer<Session> screen) {
        this.screen = screen;
        screen.accept(session);
        thread.start();
    }

    public Session session() {
        return session;
    }

    /// An event from the screen: belongs to the session that is shown.
    public void postTouch(SessionEvent.TouchEvent event) {
        postEvent(session.number(), event);
    }

    /// An event from a device or central for the session that requested it. A late one is dropped.
    void postEvent(long number, SessionEvent event) {
        mailbox.add(() -> applyEvent(number, event));
    }

    /// Another catalogue is in force.
    public void postCatalogue(TerminalEvent.CatalogueChanged event) {
        postEvent(event);
    }

    /// Takes the terminal out of service as soon as no session is active.
    ///
    /// @param reason text key
    public void closeTerminal(String reason) {
        postEvent(new TerminalEvent.TerminalClosed(reason));
    }

    /// The journal can no longer be written.
    ///
    /// @param reason text key
    public void putOutOfOrder(String reason) {
        postEvent(new TerminalEvent.OutOfOrder(reason));
    }

    public void reopenTerminal() {
        postEvent(new TerminalEvent.TerminalOpened());
    }

    /// An event from the terminal itself.
    void postEvent(SessionEvent event) {
        postEvent(ANY, event);
    }

    /// Waits until all events received so far are processed.
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

    /// A bug ends and clears the session, never the terminal: a frozen screen would show a
    /// person's data to the next one. A submitted case is in the journal and is still delivered.
    private void processLetter(Runnable letter) {
        try {
            letter.run();
        } catch (RuntimeException bug) {
            // never log its message: it may quote input
            LOG.log(
                    Level.ERROR,
                    "a program error ended a session at {0}: {1} {2}",
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

    /// Statistics: they must not delay or disturb a case.
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
