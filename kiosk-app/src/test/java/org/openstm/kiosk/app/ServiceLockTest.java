package org.openstm.kiosk.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.engine.Loop;
import org.openstm.kiosk.journal.FileKeyStore;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.session.Event;
import org.openstm.kiosk.session.Place;
import org.openstm.kiosk.session.Session;

/// What the centre's word does at the screen.
class ServiceLockTest {
    @TempDir
    Path dir;

    private Journal journal;
    private Loop loop;
    private ServiceLock lock;

    @BeforeEach
    void open() {
        journal = Journal.open(dir, "ST-0412-03", FileKeyStore.at(dir.resolve("journal.key")), InstantSource.system());
        begin();
    }

    private void begin() {
        loop = new Loop(
                Session.first(
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

    private Place at() throws InterruptedException {
        loop.settle();
        return loop.session().at();
    }

    private Place awaitNot(Class<? extends Place> kind) throws InterruptedException {
        for (int i = 0; i < 600 && kind.isInstance(at()); i++) Thread.sleep(50);
        return at();
    }

    @Test
    void a_locked_terminal_serves_nobody_until_it_is_unlocked() throws InterruptedException {
        lock.lock();
        assertEquals(new Place.OutOfService("closed.by-centre"), at());
        loop.touch(new Event.Start());
        assertInstanceOf(Place.OutOfService.class, at());
        lock.unlock();
        assertInstanceOf(Place.Idle.class, at());
    }

    @Test
    void a_restart_opens_nothing() throws InterruptedException {
        lock.lock();
        end();
        begin();
        assertInstanceOf(Place.OutOfService.class, awaitNot(Place.Idle.class));
    }

    @Test
    void who_is_there_goes_on_to_the_end() throws InterruptedException {
        loop.touch(new Event.Start());
        lock.lock();
        assertInstanceOf(Place.Choosing.class, at());
        loop.touch(new Event.Leave());
        assertInstanceOf(Place.OutOfService.class, awaitNot(Place.Idle.class));
    }

    @Test
    void staff_come_in_also_when_it_is_locked_and_leave_it_locked() throws InterruptedException {
        lock.lock();
        loop.touch(new Event.Knock());
        assertInstanceOf(Place.AtStaff.class, at());
        loop.touch(new Event.ByStaffAct(new org.openstm.kiosk.staff.Act.Leave()));
        assertInstanceOf(Place.OutOfService.class, at());
    }
}
