package org.openstm.kiosk.app.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.engine.SessionLoop;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.crypto.FileKeyStore;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;

/// Effect of central's service lock on the screen.
class ServiceLockTest {
    @TempDir
    Path dir;

    private Journal journal;
    private SessionLoop loop;
    private ServiceLock lock;

    @BeforeEach
    void open() {
        journal = Journal.open(
                dir, "ST-0412-03", FileKeyStore.openOrCreate(dir.resolve("journal.key")), InstantSource.system());
        begin();
    }

    private void begin() {
        loop = new SessionLoop(
                Session.initialSession(
                        CatalogueFiles.loadShipped(),
                        true,
                        InstantSource.system().instant()),
                InstantSource.system());
        loop.start(_ -> {});
        lock = new ServiceLock(journal, loop);
        lock.start();
    }

    private void end() {
        lock.close();
        loop.close();
    }

    @AfterEach
    void close() {
        end();
        journal.close();
    }

    private SessionState at() throws InterruptedException {
        loop.awaitIdle();
        return loop.session().at();
    }

    private SessionState awaitNot(Class<? extends SessionState> kind) throws InterruptedException {
        for (int i = 0; i < 600 && kind.isInstance(at()); i++) Thread.sleep(50);
        return at();
    }

    @Test
    void a_locked_terminal_serves_nobody_until_it_is_unlocked() throws InterruptedException {
        lock.lockService();
        assertEquals(new SessionState.OutOfService("closed.by-centre"), at());
        loop.postTouch(new SessionEvent.StartSession());
        assertInstanceOf(SessionState.OutOfService.class, at());
        lock.unlockService();
        assertInstanceOf(SessionState.Idle.class, at());
    }

    @Test
    void a_restart_opens_nothing() throws InterruptedException {
        lock.lockService();
        end();
        begin();
        assertInstanceOf(SessionState.OutOfService.class, awaitNot(SessionState.Idle.class));
    }

    @Test
    void who_is_there_goes_on_to_the_end() throws InterruptedException {
        loop.postTouch(new SessionEvent.StartSession());
        lock.lockService();
        assertInstanceOf(SessionState.Choosing.class, at());
        loop.postTouch(new SessionEvent.AskToLeave());
        assertInstanceOf(SessionState.OutOfService.class, awaitNot(SessionState.Idle.class));
    }

    @Test
    void staff_come_in_also_when_it_is_locked_and_leave_it_locked() throws InterruptedException {
        lock.lockService();
        loop.postTouch(new SessionEvent.OpenStaffLogin());
        assertInstanceOf(SessionState.AtStaff.class, at());
        loop.postTouch(new SessionEvent.StaffTouch(new org.openstm.kiosk.staff.StaffAction.LeaveStaffPages()));
        assertInstanceOf(SessionState.OutOfService.class, at());
    }
}
