package org.openstm.kiosk.journal;

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

/// SQLite itself says that the disk is full, as long as the ballast lies there.
class FullDiskTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-24T09:26:00Z"));

    @TempDir
    Path dir;

    private Journal open(long ballast, Writer.Opener opener) {
        return Journal.open(
                new Place(dir, dir.resolve("stored.copy"), ballast, Suite.STANDARD),
                "ST-0412-03",
                FileKeyStore.at(dir.resolve("journal.key")),
                CLOCK,
                opener);
    }

    private Connection full(Path file) throws SQLException {
        var connection = Schema.writer(file);
        if (Files.exists(dir.resolve("ballast")))
            try (var statement = connection.createStatement()) {
                statement.execute("PRAGMA max_page_count=1"); // SQLite takes it as: not one page more
            }
        return connection;
    }

    private static void intend(Journal journal, int n) {
        journal.intend("t-" + n, "pension/life-proof", 3, "s-1", true, new byte[3000], "ABCDEFGH2345");
    }

    @Test
    void what_is_open_comes_to_its_end_and_room_is_taken_back_later() {
        open(0, Schema::writer).close();
        try (var journal = open(1 << 20, this::full)) {
            assertTrue(journal.hasRoom());
            for (int n = 0; n < 50; n++) intend(journal, n);
            assertEquals(50, journal.queued(), "not one was lost");
            assertFalse(Files.exists(dir.resolve("ballast")), "the ballast was given up");
            for (var open : journal.unsettled()) {
                var sending = journal.sending(open, "run").orElseThrow();
                assertTrue(journal.accepted(sending, new byte[300]).isPresent());
            }
            assertTrue(journal.hasRoom(), "there is room on this disk, so it is taken back");
            assertTrue(Files.exists(dir.resolve("ballast")));
        }
        assertEquals("", Journal.verify(dir.resolve("journal.db"), null).why());
    }

    @Test
    void without_ballast_it_is_said_that_nothing_was_kept() {
        open(0, Schema::writer).close();
        try (var journal = open(0, file -> {
            var connection = Schema.writer(file);
            try (var statement = connection.createStatement()) {
                statement.execute("PRAGMA max_page_count=1");
            }
            return connection;
        })) {
            assertThrows(JournalTrouble.class, () -> {
                for (int n = 0; n < 50; n++) intend(journal, n);
            });
        }
    }

    /// On such a disk SQLite's index in memory has no room, and the process would die at a touch of it.
    @Test
    void a_disk_without_any_room_gives_the_ballast_up_or_opens_no_journal() {
        var ballast = new Ballast(dir.resolve("ballast"), 1 << 20);
        assertTrue(ballast.occupy());
        long free = Ballast.freeBytes(dir);
        assertTrue(ballast.leaves(1));
        assertTrue(Files.exists(dir.resolve("ballast")), "there is room: it stays");
        assertFalse(ballast.leaves(2 * free + (1 << 30)), "there is not so much");
        assertFalse(Files.exists(dir.resolve("ballast")), "it was given up before");
        assertTrue(new Ballast(dir.resolve("none"), 0).leaves(Long.MAX_VALUE), "a rig without ballast");
    }

    @Test
    void a_ballast_that_does_not_fit_is_no_ballast() {
        try (var journal = open(Long.MAX_VALUE / 4, Schema::writer)) {
            assertFalse(journal.hasRoom());
            intend(journal, 1);
        }
    }
}
