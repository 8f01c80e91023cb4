package org.openstm.kiosk.journal.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.JournalFiles;
import org.openstm.kiosk.journal.JournalLocation;
import org.openstm.kiosk.journal.crypto.CipherSuite;
import org.openstm.kiosk.journal.crypto.FileKeyStore;
import org.openstm.kiosk.journal.model.JournalException;
import org.openstm.kiosk.journal.store.JournalSchema;
import org.openstm.kiosk.journal.store.JournalWriter;

/// SQLite itself reports a full disk while the reserve is allocated.
class FullDiskTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-24T09:26:00Z"));

    @TempDir
    Path dir;

    private Journal open(long ballast, JournalWriter.ConnectionOpener opener) {
        return Journal.open(
                new JournalLocation(dir, dir.resolve("stored.copy"), ballast, CipherSuite.STANDARD),
                "ST-0412-03",
                FileKeyStore.openOrCreate(dir.resolve("journal.key")),
                CLOCK,
                opener);
    }

    private Connection full(Path file) throws SQLException {
        var connection = JournalSchema.openForWriting(file);
        if (Files.exists(dir.resolve("ballast")))
            try (var statement = connection.createStatement()) {
                statement.execute("PRAGMA max_page_count=1"); // SQLite takes it as: not one page more
            }
        return connection;
    }

    private static void intend(Journal journal, int n) {
        journal.cases().recordIntent("t-" + n, "pension/life-proof", 3, "s-1", true, new byte[3000], "ABCDEFGH2345");
    }

    @Test
    void what_is_open_comes_to_its_end_and_room_is_taken_back_later() {
        open(0, JournalSchema::openForWriting).close();
        try (var journal = open(1 << 20, this::full)) {
            assertTrue(journal.disk().hasRoom());
            for (int n = 0; n < 50; n++) intend(journal, n);
            assertEquals(50, journal.cases().queuedCaseCount(), "not one was lost");
            assertFalse(Files.exists(dir.resolve("ballast")), "the ballast was given up");
            for (var open : journal.cases().unsettledCases()) {
                var sending = journal.cases().recordSending(open, "run").orElseThrow();
                assertTrue(
                        journal.cases().recordAccepted(sending, new byte[300]).isPresent());
            }
            assertTrue(journal.disk().hasRoom(), "there is room on this disk, so it is taken back");
            assertTrue(Files.exists(dir.resolve("ballast")));
        }
        assertEquals(
                "", JournalFiles.verifyFile(dir.resolve("journal.db"), null).why());
    }

    @Test
    void without_ballast_it_is_said_that_nothing_was_kept() {
        open(0, JournalSchema::openForWriting).close();
        try (var journal = open(0, file -> {
            var connection = JournalSchema.openForWriting(file);
            try (var statement = connection.createStatement()) {
                statement.execute("PRAGMA max_page_count=1");
            }
            return connection;
        })) {
            assertThrows(JournalException.class, () -> {
                for (int n = 0; n < 50; n++) intend(journal, n);
            });
        }
    }

    /// On such a disk SQLite's index in memory has no space, and the next access would kill the process.
    @Test
    void a_disk_without_any_room_gives_the_ballast_up_or_opens_no_journal() {
        var ballast = new DiskReserve(dir.resolve("ballast"), 1 << 20);
        assertTrue(ballast.occupyRoom());
        long free = DiskReserve.freeBytes(dir);
        assertTrue(ballast.hasRoomFor(1));
        assertTrue(Files.exists(dir.resolve("ballast")), "there is room: it stays");
        assertFalse(ballast.hasRoomFor(2 * free + (1 << 30)), "there is not so much");
        assertFalse(Files.exists(dir.resolve("ballast")), "it was given up before");
        assertTrue(new DiskReserve(dir.resolve("none"), 0).hasRoomFor(Long.MAX_VALUE), "a rig without ballast");
    }

    @Test
    void a_ballast_that_does_not_fit_is_no_ballast() {
        try (var journal = open(Long.MAX_VALUE / 4, JournalSchema::openForWriting)) {
            assertFalse(journal.disk().hasRoom());
            intend(journal, 1);
        }
    }
}
