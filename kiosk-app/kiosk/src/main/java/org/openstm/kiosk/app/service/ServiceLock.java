package org.openstm.kiosk.app.service;

import java.time.Duration;
import org.openstm.device.supervision.SupervisedLoop;
import org.openstm.kiosk.engine.SessionLoop;
import org.openstm.kiosk.journal.Journal;

/// Whether central permits this terminal to serve. The state is in the journal: a restart does not lift it. A
/// current session runs to its end; the screen shows the state afterwards.
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
        this.locked = journal.notes().lastNote(NOTE).filter(LOCKED::equals).isPresent();
    }

    public void start() {
        saying.start();
    }

    public void lockService() {
        journal.notes().addNote(NOTE, LOCKED);
        locked = true;
        loop.closeTerminal(REASON);
    }

    public void unlockService() {
        journal.notes().addNote(NOTE, "open");
        locked = false;
        loop.reopenTerminal();
    }

    boolean isLocked() {
        return locked;
    }

    /// A session that was active when the command came ends later.
    private void enforceLock() throws InterruptedException {
        if (locked && journal.disk().diskTrouble().isEmpty()) loop.closeTerminal(REASON);
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
