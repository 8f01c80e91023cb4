package org.openstm.kiosk.app.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.central.terminal.HeartbeatRequest;
import org.openstm.kiosk.engine.SessionLoop;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.JournalLocation;
import org.openstm.kiosk.journal.crypto.CipherSuite;
import org.openstm.kiosk.journal.crypto.FileKeyStore;
import org.openstm.kiosk.journal.model.JournalException;
import org.openstm.kiosk.journal.model.RigDoor;
import org.openstm.kiosk.journal.model.StaffFinding;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;

/// A disk that cannot be written closes the terminal, and is reported.
class DiskMonitorTest {
    private static final SessionState BROKEN = new SessionState.OutOfService("closed.disk-broken");

    @TempDir
    Path dir;

    private final Dead disk = new Dead();
    private final AtomicInteger news = new AtomicInteger();
    private Journal journal;
    private SessionLoop loop;
    private ServiceLock lock;
    private DiskMonitor watch;

    private static final class Dead implements RigDoor.Disk {
        private volatile boolean dead;

        @Override
        public void opened(Connection connection) throws SQLException {
            if (dead) throw new SQLException("[SQLITE_IOERR] disk I/O error");
        }

        @Override
        public void commit(String kind, Connection connection) throws SQLException {
            if (dead) throw new SQLException("[SQLITE_IOERR] disk I/O error");
            connection.commit();
        }
    }

    @BeforeEach
    void open() {
        journal = RigDoor.open(
                dir, "ST-0412-03", FileKeyStore.openOrCreate(dir.resolve("journal.key")), InstantSource.system(), disk);
        loop = new SessionLoop(
                Session.initialSession(
                        CatalogueFiles.loadShipped(),
                        true,
                        InstantSource.system().instant()),
                InstantSource.system());
        loop.start(_ -> {});
        lock = new ServiceLock(journal, loop);
        lock.start();
        watch = new DiskMonitor(journal, loop, lock, news::incrementAndGet);
        watch.start();
    }

    @AfterEach
    void close() {
        disk.dead = false;
        watch.close();
        lock.close();
        loop.close();
        journal.close();
    }

    private SessionState at() throws InterruptedException {
        loop.awaitIdle();
        return loop.session().at();
    }

    private static void await(BooleanSupplier what) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!what.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "not within a minute");
            Thread.onSpinWait();
        }
    }

    private void fail() {
        disk.dead = true;
        assertThrows(JournalException.class, () -> journal.notes().addNote("rig", "is lost"));
    }

    @Test
    void service_is_closed_when_the_first_write_fails_and_central_hears_why() throws InterruptedException {
        long begun = System.nanoTime();
        fail();
        assertEquals(BROKEN, at());
        assertTrue(System.nanoTime() - begun < 2_000_000_000L, "within two seconds");
        assertEquals(1, news.get());
        HeartbeatRequest.ServiceOffer offer = OfferReport.of(loop.session());
        assertEquals("disk-broken", offer.why());
        assertEquals(false, offer.open());
        loop.postTouch(new SessionEvent.StartSession());
        assertEquals(BROKEN, at(), "nobody can begin");
    }

    @Test
    void who_fills_in_a_form_is_told_at_once() throws InterruptedException {
        loop.postTouch(new SessionEvent.StartSession());
        assertInstanceOf(SessionState.Choosing.class, at());
        fail();
        assertEquals(BROKEN, at());
    }

    @Test
    void a_disk_that_works_again_opens_the_terminal_and_leaves_a_finding() throws InterruptedException {
        fail();
        assertEquals(BROKEN, at());
        disk.dead = false;
        await(() -> loop.session().at() instanceof SessionState.Idle);
        assertEquals(
                List.of("disk-failed"),
                journal.findings().openFindings().stream()
                        .map(StaffFinding::kind)
                        .toList());
        assertEquals(2, news.get());
    }

    /// Not ten minutes later.
    @Test
    void a_second_copy_that_cannot_be_written_is_on_the_board_within_seconds() throws IOException {
        Files.createDirectories(dir.resolve("stored.copy.new"));
        journal.maintenance().renewKeys(); // writes the copy anew
        assertTrue(journal.disk().replicaTrouble().isPresent());
        long begun = System.nanoTime();
        await(() -> journal.findings().openFindings().stream()
                .anyMatch(one -> one.kind().equals("second-copy")));
        assertTrue(System.nanoTime() - begun < Duration.ofSeconds(50).toNanos(), "ten times the aim");
    }

    @Test
    void a_full_disk_is_on_the_board_within_seconds() {
        var keys = FileKeyStore.openOrCreate(dir.resolve("journal.key"));
        var folder = dir.resolve("full");
        // as much again as this disk has would have to be reserved
        var place = new JournalLocation(
                folder, folder.resolve("stored.copy"), dir.toFile().getTotalSpace(), CipherSuite.STANDARD);
        try (var full = Journal.open(place, "ST-0412-03", keys, InstantSource.system());
                var monitor = new DiskMonitor(full, loop, lock, () -> {})) {
            assertFalse(full.disk().hasRoom());
            monitor.start();
            await(() -> full.findings().openFindings().stream()
                    .anyMatch(one -> one.kind().equals("disk-full")));
        }
    }

    @Test
    void data_in_memory_are_told_of() {
        assertEquals(
                Files.isDirectory(Path.of("/dev/shm")),
                DiskMonitor.findVolatile(Path.of("/dev/shm")).isPresent());
    }

    @Test
    void a_terminal_that_central_has_locked_stays_closed_when_the_disk_works_again() throws InterruptedException {
        lock.lockService();
        fail();
        assertEquals(BROKEN, at());
        disk.dead = false;
        await(() -> journal.disk().diskTrouble().isEmpty());
        await(() -> loop.session().at().equals(new SessionState.OutOfService("closed.by-centre")));
    }
}
