package org.openstm.kiosk.app.service;

import java.time.Duration;
import org.openstm.device.supervision.SupervisedLoop;
import org.openstm.kiosk.engine.SessionLoop;
import org.openstm.kiosk.journal.Journal;

/// Whether the centre lets this terminal serve. It is in the journal: a restart opens nothing. Who is there goes
/// on to the end; the screen says it when nobody is.
public final class ServiceLock implements AutoCloseable {
    private static final String NOTE = "service";
    private static final String LOCKED = "locked";
    private static final String REASON = "closed.by-centre";
    private static final Duration AGAIN = Duration.ofSeconds(2);

    private final Journal journal;
    private final SessionLoop loop;
    private final SupervisedLoop saying = new SupervisedLoop("service-lock", this::enforceLock);
    private volatile boolean locked;

    public ServiceLock(Journal journal, SessionLoop loop) {
        this.journal = journal;
        this.loop = loop;
        this.locked = journal.lastNote(NOTE).filter(LOCKED::equals).isPresent();
    }

    public void start() {
        saying.start();
    }

    public void lockService() {
        journal.addNote(NOTE, LOCKED);
        locked = true;
        loop.closeTerminal(REASON);
    }

    public void unlockService() {
        journal.addNote(NOTE, "open");
        locked = false;
        loop.reopenTerminal();
    }

    boolean isLocked() {
        return locked;
    }

    /// A visit that was under way when the word came ends some time.
    private void enforceLock() throws InterruptedException {
        if (locked && journal.diskTrouble().isEmpty()) loop.closeTerminal(REASON);
        Thread.sleep(AGAIN);
    }

    public SupervisedLoop supervisedLoop() {
        return saying;
    }

    @Override
    public void close() {
        saying.close();
    }
}
