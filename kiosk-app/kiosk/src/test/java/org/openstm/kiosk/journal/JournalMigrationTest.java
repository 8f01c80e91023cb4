package org.openstm.kiosk.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.kiosk.journal.crypto.FileKeyStore;
import org.openstm.kiosk.journal.model.JournalException;
import org.openstm.kiosk.journal.model.VerificationResult;
import org.openstm.kiosk.journal.store.JournalSchema;
import org.openstm.kiosk.journal.store.JournalWriter;

/// A file of the first release: an accepted case, a stored one with an unknown print, and one in progress.
class JournalMigrationTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-24T09:26:00Z"));

    @TempDir
    Path dir;

    @BeforeEach
    void lay() throws IOException {
        try (var packed = new GZIPInputStream(resource("release-1.db.gz"));
                var key = resource("release-1.key")) {
            Files.copy(packed, dir.resolve("journal.db"));
            Files.copy(key, dir.resolve("journal.key"));
        }
    }

    private static java.io.InputStream resource(String name) {
        return Objects.requireNonNull(JournalMigrationTest.class.getResourceAsStream(name), name);
    }

    private Journal open(JournalWriter.ConnectionOpener opener) {
        return Journal.open(
                JournalLocation.inFolder(dir),
                "ST-0412-03",
                FileKeyStore.openOrCreate(dir.resolve("journal.key")),
                CLOCK,
                opener);
    }

    private VerificationResult verify() {
        return JournalFiles.verifyFile(
                dir.resolve("journal.db"), FileKeyStore.openExisting(dir.resolve("journal.key")));
    }

    @Test
    void nothing_of_the_first_release_is_lost_and_all_of_it_verifies() {
        try (var journal = open(JournalSchema::openForWriting)) {
            assertHolds(journal);
        }
        assertEquals("", verify().why());
        try (var again = open(JournalSchema::openForWriting)) {
            assertHolds(again);
            var sending = again.cases()
                    .recordSending(again.cases().findCase("0195-b").orElseThrow(), "run-2")
                    .orElseThrow();
            assertEquals(2, sending.attempt());
        }
        assertEquals("", verify().why());
    }

    private static void assertHolds(Journal journal) {
        assertArrayEquals(
                "{\"name\":\"王德福\"}".getBytes(StandardCharsets.UTF_8),
                journal.cases().caseRequest("0195-b"));
        assertArrayEquals(
                "{\"receipt\":1}".getBytes(StandardCharsets.UTF_8),
                journal.cases().findCase("0195-a").orElseThrow().receipt().orElseThrow());
        assertEquals(1, journal.cases().queuedCaseCount());
        assertEquals(
                "print-unknown", journal.findings().openFindings().getFirst().kind());
        assertEquals(1, journal.outbox().pendingMessages().size());
    }

    @Test
    void the_file_as_it_was_lies_beside_it_and_its_release_can_read_it() throws SQLException {
        open(JournalSchema::openForWriting).close();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("journal.db.release-1"))) {
            assertEquals(1, JournalSchema.fileVersion(connection));
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery("SELECT COUNT(*) FROM journal")) {
                assertTrue(row.next());
                assertEquals(14, row.getInt(1));
            }
        }
    }

    @Test
    void a_stop_in_the_middle_leaves_the_old_file_and_the_next_start_carries_it_over() {
        var opened = new AtomicInteger();
        assertThrows(
                JournalException.class,
                () -> open(file -> {
                    var connection = JournalSchema.openForWriting(file);
                    try (var statement = connection.createStatement()) {
                        if (opened.getAndIncrement() == 0) statement.execute("PRAGMA max_page_count=1");
                    }
                    return connection;
                }));
        try (var journal = open(JournalSchema::openForWriting)) {
            assertHolds(journal);
        }
        assertEquals("", verify().why());
    }

    @Test
    void another_terminal_s_file_is_refused_before_it_is_touched() {
        var keys = FileKeyStore.openOrCreate(dir.resolve("journal.key"));
        var refusal = assertThrows(JournalException.class, () -> Journal.open(dir, "ST-9999-01", keys, CLOCK));
        assertTrue(String.valueOf(refusal.getMessage()).contains("belongs to terminal ST-0412-03"));
        assertTrue(verify().why().contains("release 1"));
    }

    /// Going back: a later release has added a column and a table, and this one continues with the file.
    @Test
    void the_file_of_the_next_release_is_used_if_it_allows_that_and_else_refused() throws SQLException {
        open(JournalSchema::openForWriting).close();
        later("ALTER TABLE tx ADD COLUMN hall TEXT", "CREATE TABLE hall(name TEXT) STRICT", migrated(3, 2));
        try (var journal = open(JournalSchema::openForWriting)) {
            assertHolds(journal);
            journal.cases().recordIntent("0195-d", "pension/life-proof", 3, "s4", true, new byte[] {1}, "ABCDEFGHJKLQ");
            assertEquals(2, journal.cases().queuedCaseCount());
        }
        later(migrated(4, 3));
        var refusal = assertThrows(JournalException.class, () -> open(JournalSchema::openForWriting));
        assertTrue(String.valueOf(refusal.getMessage()).contains("of release 4"));
    }

    /// Without the entry that a real release would append, the chain's digest of the journal itself is no
    /// longer valid; that is not tested here.
    private void later(String... statements) throws SQLException {
        try (var connection = JournalSchema.openForWriting(dir.resolve("journal.db"));
                var statement = connection.createStatement()) {
            for (var sql : statements) for (var one : sql.split(";")) statement.execute(one);
        }
    }

    private static String migrated(int version, int oldestUser) {
        return "INSERT INTO migration(v, oldest_user, sha, at_ms) VALUES (" + version + ", " + oldestUser
                + ", '', 0);PRAGMA user_version = " + version;
    }
}
