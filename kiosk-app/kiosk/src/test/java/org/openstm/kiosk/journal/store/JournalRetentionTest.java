package org.openstm.kiosk.journal.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.contract.Seeds;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.JournalFiles;
import org.openstm.kiosk.journal.crypto.FileKeyStore;
import org.openstm.kiosk.journal.model.InvalidSealException;
import org.openstm.kiosk.journal.model.JournalAnchor;
import org.openstm.kiosk.journal.model.JournalCase;
import org.openstm.kiosk.journal.model.PrintResult;
import org.openstm.kiosk.journal.model.RetentionResult;

class JournalRetentionTest {
    private static final Duration PERSONS = Duration.ofDays(30);
    private static final Duration ROWS = Duration.ofDays(180);
    private static final byte[] REQUEST = "{\"name\":\"李秀兰\"}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path dir;

    private Instant now = Instant.parse("2026-01-05T01:00:00Z");

    private Journal open() {
        return Journal.open(dir, "ST-0412-03", keys(), () -> now);
    }

    private FileKeyStore keys() {
        return FileKeyStore.openOrCreate(dir.resolve("journal.key"));
    }

    private void later(int days) {
        now = now.plus(Duration.ofDays(days));
    }

    private static JournalCase intend(Journal journal, String id) {
        return journal.cases().recordIntent(id, "pension/life-proof", 3, "s-1", true, REQUEST, "ABCDEFGH2345");
    }

    private static void accepted(Journal journal, String id) {
        var sending = journal.cases().recordSending(intend(journal, id), "run").orElseThrow();
        journal.cases().recordAccepted(sending, REQUEST);
    }

    private static void anchor(Journal journal) {
        var end = journal.chain().findEndToCountersign().orElseThrow();
        journal.chain().recordAnchor(new JournalAnchor(end.seq(), end.hash(), new byte[] {1}));
    }

    /// After a run in which everything was countersigned and nothing was deleted there is nothing to witness.
    private static void anchorIfNews(Journal journal) {
        if (journal.chain().findEndToCountersign().isPresent()) anchor(journal);
    }

    private void assertSound() {
        assertEquals(
                "", JournalFiles.verifyFile(dir.resolve("journal.db"), keys()).why());
        assertEquals(
                "", JournalFiles.verifyFile(dir.resolve("journal.db"), null).why());
    }

    @Test
    void what_central_has_not_countersigned_is_never_forgotten() {
        try (var journal = open()) {
            accepted(journal, "t-1");
            later(400);
            assertEquals(new RetentionResult(0, 0), journal.maintenance().applyRetention(now, PERSONS, ROWS));
            anchor(journal);
            assertEquals(
                    1, journal.maintenance().applyRetention(now, PERSONS, ROWS).shredded());
        }
        assertSound();
    }

    @Test
    void a_forgotten_person_does_not_open_with_any_key_and_any_old_file_in_hand() throws IOException {
        var old = new ArrayList<Path>();
        try (var journal = open()) {
            accepted(journal, "gone");
            later(1);
            intend(journal, "waits");
            old.add(copy("before"));
            anchor(journal);
            later(31);
            old.add(copy("anchored"));
            var before = Files.readString(dir.resolve("journal.key"));
            assertEquals(
                    1, journal.maintenance().applyRetention(now, PERSONS, ROWS).shredded());
            assertFalse(Files.readString(dir.resolve("journal.key")).contains(before.strip()));
            old.add(copy("after"));
            assertTrue(journal.cases().findCase("gone").orElseThrow().receipt().isEmpty());
            assertThrows(InvalidSealException.class, () -> journal.cases().caseRequest("gone"));
            assertEquals(REQUEST.length, journal.cases().caseRequest("waits").length);
        }
        assertSound();
        for (var file : old) assertThrows(InvalidSealException.class, () -> requestIn(file, "gone"), file.toString());
        assertEquals(REQUEST.length, requestIn(old.getLast(), "waits").length);
    }

    /// SQLite leaves deleted rows in free pages unless it is told otherwise.
    @Test
    void nothing_of_a_forgotten_person_stays_in_free_pages_of_the_file_not_even_sealed() throws Exception {
        try (var journal = open()) {
            accepted(journal, "gone");
            for (int n = 0; n < 20; n++) accepted(journal, "other-" + n);
            anchor(journal);
        }
        byte[] key = stored("SELECT wrapped FROM keyring WHERE tx_id = 'gone'");
        byte[] request = stored("SELECT req FROM tx WHERE tx_id = 'gone'");
        assertTrue(filesHold(key) && filesHold(request));
        later(31);
        try (var journal = open()) {
            journal.maintenance().applyRetention(now, PERSONS, ROWS);
        }
        assertFalse(filesHold(key), "the wrapped key");
        later(200);
        try (var journal = open()) {
            anchorIfNews(journal);
            assertTrue(journal.maintenance().applyRetention(now, PERSONS, ROWS).pruned() > 0);
            assertTrue(journal.cases().findCase("gone").isEmpty());
        }
        assertFalse(filesHold(request), "the sealed request");
        assertSound();
    }

    private byte[] stored(String query) throws SQLException {
        try (var connection = JournalSchema.openForReading(dir.resolve("journal.db"));
                var statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            assertTrue(row.next());
            return row.getBytes(1);
        }
    }

    private boolean filesHold(byte[] piece) throws IOException {
        var content = new StringBuilder();
        for (var name : List.of("journal.db", "journal.db-wal")) {
            var file = dir.resolve(name);
            if (Files.exists(file)) content.append(Files.readString(file, StandardCharsets.ISO_8859_1));
        }
        return content.indexOf(new String(piece, StandardCharsets.ISO_8859_1)) >= 0;
    }

    private Path copy(String name) throws IOException {
        var to = Files.createDirectory(dir.resolve(name));
        for (var part : List.of("journal.db", "journal.db-wal")) Files.copy(dir.resolve(part), to.resolve(part));
        return to.resolve("journal.db");
    }

    /// With the current keys.
    private byte[] requestIn(Path file, String txId) {
        try (var statements = new StatementCache(JournalSchema.openForReading(file))) {
            var find = statements.prepareStatement("SELECT req FROM tx WHERE tx_id = ?");
            find.setString(1, txId);
            try (var row = find.executeQuery()) {
                assertTrue(row.next());
                return new CaseKeyring(keys())
                        .findCaseKey(statements, txId)
                        .openBytes(row.getBytes(1), SealContext.requestContext(txId));
            }
        } catch (java.sql.SQLException broken) {
            throw new AssertionError(broken);
        }
    }

    @Test
    void a_stop_between_the_new_epoch_and_the_end_of_the_old_one_is_made_good() {
        try (var journal = open()) {
            accepted(journal, "t-1");
            anchor(journal);
        }
        keys().beginEpoch(); // as if the terminal had stopped right after
        try (var journal = open()) {
            assertEquals(REQUEST.length, journal.cases().caseRequest("t-1").length);
        }
        assertThrows(InvalidSealException.class, () -> keys().unwrapKey(1, new byte[40], new byte[0]));
        assertSound();
    }

    @Test
    void open_cases_findings_and_outbox_messages_keep_their_persons() {
        try (var journal = open()) {
            intend(journal, "waits");
            accepted(journal, "unseen");
            journal.prints().recordPrintBegun("unseen", "e-1", "receipt/accepted", 1);
            journal.prints().recordPrintEnded("e-1", PrintResult.UNKNOWN, "no echo");
            accepted(journal, "message");
            journal.outbox().postMessage("message", "rating", new byte[] {5});
            later(400);
            anchor(journal);
            assertEquals(
                    0, journal.maintenance().applyRetention(now, PERSONS, ROWS).shredded());
            journal.findings()
                    .markFindingSeen(
                            journal.findings().openFindings().getFirst().sequence(), "looked");
            journal.outbox().pendingMessages().forEach(journal.outbox()::markDelivered);
            later(31);
            anchor(journal);
            assertEquals(
                    2, journal.maintenance().applyRetention(now, PERSONS, ROWS).shredded());
        }
        assertSound();
    }

    @Test
    void old_entries_go_from_the_front_and_the_rest_still_verifies() throws Exception {
        var random = new Random(Seeds.next());
        long pruned = 0;
        try (var journal = open()) {
            for (int day = 0; day < 500; day += 10) {
                String id = "t-" + day;
                if (random.nextInt(4) > 0) accepted(journal, id);
                else intend(journal, id);
                if (random.nextInt(8) == 0) journal.cases().unsettledCases().forEach(left -> settle(journal, left));
                later(10);
                anchorIfNews(journal);
                pruned +=
                        journal.maintenance().applyRetention(now, PERSONS, ROWS).pruned();
            }
            journal.cases().unsettledCases().forEach(left -> settle(journal, left));
            for (int i = 0; i < 2; i++) {
                later(220);
                anchorIfNews(journal);
                pruned +=
                        journal.maintenance().applyRetention(now, PERSONS, ROWS).pruned();
            }
            intend(journal, "last");
        }
        assertTrue(pruned > 50, pruned + " pruned");
        assertSound();
        try (var journal = open()) {
            assertEquals(REQUEST.length, journal.cases().caseRequest("last").length);
            assertTrue(journal.cases().findCase("t-0").isEmpty());
        }
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("journal.db"));
                var statement = connection.createStatement()) {
            assertThrows(java.sql.SQLException.class, () -> statement.executeUpdate("DELETE FROM journal"));
        }
    }

    private static void settle(Journal journal, JournalCase left) {
        journal.cases()
                .recordAccepted(journal.cases().recordSending(left, "run").orElseThrow(), REQUEST);
    }

    @Test
    void a_chain_that_is_not_the_one_central_saw_is_found() throws Exception {
        try (var journal = open()) {
            accepted(journal, "t-1");
            var end = journal.chain().findEndToCountersign().orElseThrow();
            journal.chain().recordAnchor(new JournalAnchor(end.seq(), "00".repeat(32), new byte[] {1}));
        }
        var found = JournalFiles.verifyFile(dir.resolve("journal.db"), null);
        assertTrue(found.why().contains("countersigned another"), found.why());
    }
}
