package org.openstm.kiosk.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.kiosk.journal.crypto.CipherSuite;
import org.openstm.kiosk.journal.crypto.FileKeyStore;
import org.openstm.kiosk.journal.model.JournalException;
import org.openstm.kiosk.journal.store.StoredCaseReplica;
import org.openstm.kiosk.staff.service.AuditLog;

/// A thread may be interrupted while it writes: at the end of the program, or by a driver. A file channel would be
/// closed by that, and with it the lock of the journal.
class InterruptedWriteTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-12-01T09:26:00Z"));

    @TempDir
    Path dir;

    private JournalLocation place() {
        return new JournalLocation(dir.resolve("kiosk"), dir.resolve("replica"), 0, CipherSuite.STANDARD);
    }

    private Journal open() {
        return Journal.open(place(), "ST-0412-03", FileKeyStore.openOrCreate(dir.resolve("journal.key")), CLOCK);
    }

    private static void interrupted(Runnable write) {
        Thread.currentThread().interrupt();
        try {
            write.run();
        } finally {
            assertTrue(Thread.interrupted(), "the interrupt is still to be seen");
        }
    }

    @Test
    void the_journal_stays_locked_and_its_replica_complete() {
        try (var journal = open()) {
            interrupted(() -> {
                journal.cases()
                        .recordIntent(
                                "tx-1",
                                "social/card-loss",
                                3,
                                "s-1",
                                true,
                                "{}".getBytes(StandardCharsets.UTF_8),
                                "ABCDEFGH2345");
                journal.disk().checkDisk();
            });
            assertThrows(JournalException.class, this::open, "a second program must not open it");
            journal.notes().addNote("rig", "goes on");
        }
        try (var replica = StoredCaseReplica.open(place().secondCopy())) {
            assertEquals(Optional.empty(), replica.writeTrouble());
            assertEquals(
                    List.of("tx-1"),
                    replica.livingCases().stream().map(one -> one.txId()).toList());
        }
    }

    @Test
    void the_lock_is_held_though_its_file_is_written_by_an_interrupted_thread() throws IOException {
        try (var lock = JournalLock.acquire(dir)) {
            interrupted(() -> lock.lastSequence().writeSequence(7));
            assertThrows(JournalException.class, () -> JournalLock.acquire(dir), "a second program must not get it");
            assertEquals(7, lock.lastSequence().readSequence());
        }
    }

    @Test
    void the_replica_is_written_by_an_interrupted_thread() {
        var file = dir.resolve("replica");
        try (var replica = StoredCaseReplica.open(file)) {
            replica.rewriteFrom(List.of(), new StoredCaseReplica.JournalPosition(1, new byte[32], "ST-0412-03"));
            interrupted(
                    () -> replica.recordPosition(new StoredCaseReplica.JournalPosition(2, new byte[32], "ST-0412-03")));
            assertEquals(Optional.empty(), replica.writeTrouble());
        }
        try (var replica = StoredCaseReplica.open(file)) {
            assertEquals(2, replica.lastSequence());
        }
    }

    @Test
    void what_comes_while_the_journal_is_closed_fails_and_hangs_nobody() throws InterruptedException {
        for (int round = 0; round < 30; round++) {
            var journal = open();
            var refused = new AtomicReference<JournalException>();
            var busy = Thread.ofPlatform().start(() -> {
                try {
                    while (true) {
                        journal.disk().checkDisk();
                        journal.notes().addNote("rig", "goes on");
                    }
                } catch (JournalException closed) {
                    refused.set(closed);
                }
            });
            Thread.sleep(round);
            journal.close();
            busy.join(Duration.ofMinutes(1));
            assertEquals(
                    "the journal is closed",
                    Objects.requireNonNull(refused.get()).getMessage());
        }
        try (var journal = open()) {
            assertEquals("", journal.maintenance().verifyOwnFile().why());
        }
    }

    @Test
    void the_audit_log_goes_on() {
        try (var log = AuditLog.open(dir.resolve("audit.log"))) {
            interrupted(() -> log.writeLine(CLOCK.instant(), "0001", "admitted", ""));
            log.writeLine(CLOCK.instant(), "0001", "left", "");
            assertTrue(log.isUnchanged());
            assertEquals(2, log.lines().size());
        }
    }
}
