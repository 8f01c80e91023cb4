package org.openstm.kiosk.journal.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.openstm.kiosk.journal.JournalLocation;
import org.openstm.kiosk.journal.crypto.CipherSuite;
import org.openstm.kiosk.journal.crypto.FileKeyStore;
import org.openstm.kiosk.journal.model.Attachment;
import org.openstm.kiosk.journal.model.CaseState;
import org.openstm.kiosk.journal.model.InvalidSealException;
import org.openstm.kiosk.journal.model.JournalAnchor;
import org.openstm.kiosk.journal.model.JournalCase;

/// The attachments of a case are recorded, kept, verified, lost with the file, and deleted together with the
/// case.
class AttachmentTableTest {
    private static final byte[] REQUEST = "{\"name\":\"李秀兰\"}".getBytes(StandardCharsets.UTF_8);
    private static final byte[] STROKES =
            "canary: the strokes of a signature".repeat(40).getBytes(StandardCharsets.UTF_8);
    private static final byte[] PAGE =
            "canary: a page that was scanned".repeat(9000).getBytes(StandardCharsets.UTF_8);
    private static final List<Attachment> FILES =
            List.of(new Attachment("signature", "image/png", STROKES), new Attachment("scan", "application/pdf", PAGE));

    @TempDir
    Path dir;

    private Instant now = Instant.parse("2026-01-05T01:00:00Z");

    private Journal open() {
        return Journal.open(
                new JournalLocation(
                        dir.resolve("kiosk"), dir.resolve("other-disk/stored.copy"), 0, CipherSuite.STANDARD),
                "ST-0412-03",
                keys(),
                () -> now);
    }

    private FileKeyStore keys() {
        return FileKeyStore.openOrCreate(dir.resolve("journal.key"));
    }

    private Path db() {
        return dir.resolve("kiosk/journal.db");
    }

    private static JournalCase intend(Journal journal, String id, List<Attachment> files) {
        return journal.cases().recordIntent(id, "social/card-loss", 3, "s-1", true, REQUEST, "ABCDEFGH2345", files);
    }

    private static void assertFiles(Journal journal, String id) {
        var found = journal.cases().caseAttachments(id);
        assertEquals(
                List.of("scan application/pdf", "signature image/png"),
                found.stream().map(file -> file.name() + " " + file.type()).toList());
        assertArrayEquals(PAGE, found.getFirst().bytes());
        assertArrayEquals(STROKES, found.getLast().bytes());
    }

    @Test
    void files_survive_with_their_case_and_nothing_of_them_is_in_clear_on_any_disk() throws IOException {
        try (var journal = open()) {
            intend(journal, "t-1", FILES);
            intend(journal, "t-2", List.of());
            assertNothingClear();
        }
        assertNothingClear();
        try (var journal = open()) {
            assertFiles(journal, "t-1");
            assertEquals(List.of(), journal.cases().caseAttachments("t-2"));
            var sending = journal.cases()
                    .recordSending(journal.cases().findCase("t-1").orElseThrow(), "run")
                    .orElseThrow();
            journal.cases().recordAccepted(sending, REQUEST);
        }
        assertEquals("", JournalFiles.verifyFile(db(), null).why());
        assertEquals("", JournalFiles.verifyFile(db(), keys()).why());
        assertNothingClear();
    }

    private void assertNothingClear() throws IOException {
        try (var files = Files.walk(dir)) {
            for (Path file : files.filter(Files::isRegularFile).toList())
                assertFalse(
                        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains("canary"),
                        file + " holds a file in clear");
        }
    }

    @Test
    void too_much_and_two_of_one_name_are_refused_before_anything_is_promised() {
        try (var journal = open()) {
            String head = journal.chain().headHash();
            var half = new byte[Attachment.MOST / 2 + 1];
            var much = List.of(new Attachment("a", "image/png", half), new Attachment("b", "image/png", half));
            assertThrows(IllegalArgumentException.class, () -> intend(journal, "t-1", much));
            var twice = List.of(FILES.getFirst(), new Attachment("signature", "image/jpeg", PAGE));
            assertThrows(IllegalArgumentException.class, () -> intend(journal, "t-1", twice));
            assertEquals(head, journal.chain().headHash());
            assertTrue(journal.cases().findCase("t-1").isEmpty());
            var most = List.of(new Attachment("a", "image/png", new byte[Attachment.MOST]));
            assertEquals(CaseState.INTENT, intend(journal, "t-1", most).state());
            assertEquals(
                    Attachment.MOST,
                    journal.cases().caseAttachments("t-1").getFirst().bytes().length);
        }
        assertEquals("", JournalFiles.verifyFile(db(), keys()).why());
    }

    @Test
    void a_file_that_was_changed_taken_away_or_put_there_is_found_without_any_key() throws SQLException {
        int n = 0;
        for (var deed : List.of(
                "UPDATE file SET name = 'seal' WHERE name = 'scan'",
                "UPDATE file SET type = 'image/jpeg' WHERE name = 'signature'",
                "UPDATE file SET body = (SELECT body FROM file WHERE name = 'scan') WHERE name = 'signature'",
                "DELETE FROM file WHERE name = 'signature'",
                "INSERT INTO file(tx_id, name, type, body) VALUES ('t-2', 'more', 'image/png', x'00')",
                "INSERT INTO file(tx_id, name, type, body) VALUES ('nobody', 'more', 'image/png', x'00')")) {
            var name = "kiosk-" + ++n;
            var place =
                    new JournalLocation(dir.resolve(name), dir.resolve(name).resolve("copy"), 0, CipherSuite.STANDARD);
            try (var journal = Journal.open(place, "ST-0412-03", keys(), () -> now)) {
                intend(journal, "t-1", FILES);
                intend(journal, "t-2", List.of());
            }
            assertEquals("", JournalFiles.verifyFile(place.journalFile(), null).why());
            try (var connection = JournalSchema.openForWriting(place.journalFile());
                    var statement = connection.createStatement()) {
                assertEquals(1, statement.executeUpdate(deed));
            }
            assertFalse(JournalFiles.verifyFile(place.journalFile(), null).sound(), deed);
        }
    }

    @Test
    void a_flipped_byte_of_a_file_is_found_wherever_it_is() throws Exception {
        try (var journal = open()) {
            intend(journal, "t-1", FILES);
        }
        byte[] sealed;
        try (var statements = new StatementCache(JournalSchema.openForReading(db()))) {
            sealed =
                    AttachmentTable.findAttachments(statements, "t-1").getLast().sealed();
        }
        byte[] whole = Files.readAllBytes(db());
        int at =
                new String(whole, StandardCharsets.ISO_8859_1).indexOf(new String(sealed, StandardCharsets.ISO_8859_1));
        assertTrue(at > 0);
        long seed = Seeds.next();
        var random = new Random(seed);
        for (int n = 0; n < 40; n++) {
            byte[] spoiled = whole.clone();
            spoiled[at + random.nextInt(sealed.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(db(), spoiled);
            assertFalse(JournalFiles.verifyFile(db(), null).sound(), "seed " + seed);
        }
    }

    @Test
    void the_entry_of_the_promise_shows_names_and_digests_and_no_more() {
        try (var journal = open()) {
            intend(journal, "t-1", FILES);
        }
        var lines = new ArrayList<String>();
        assertTrue(JournalFiles.showEntries(db(), keys(), lines::add).isEmpty());
        String intent = lines.stream()
                .filter(line -> line.contains("INTENT"))
                .findFirst()
                .orElseThrow();
        assertTrue(intent.contains("file signature=" + HashChain.toHex(HashChain.sha256(STROKES))), intent);
        assertTrue(intent.contains("file scan=" + HashChain.toHex(HashChain.sha256(PAGE))), intent);
        assertFalse(intent.contains("canary"), intent);
    }

    @Test
    void a_lost_journal_gives_the_files_of_stored_cases_back() throws IOException {
        try (var journal = open()) {
            intend(journal, "t-1", FILES);
            intend(journal, "t-2", List.of());
        }
        Files.delete(db());
        try (var journal = open()) {
            assertFiles(journal, "t-1");
            assertArrayEquals(REQUEST, journal.cases().caseRequest("t-1"));
            assertEquals(List.of(), journal.cases().caseAttachments("t-2"));
        }
        assertEquals("", JournalFiles.verifyFile(db(), keys()).why());
        Files.delete(db());
        try (var journal = open()) {
            assertFiles(journal, "t-1"); // the replica was written anew
        }
    }

    @Test
    void the_second_copy_grows_for_many_large_files_and_loses_none() throws IOException {
        var page = List.of(new Attachment("scan", "application/pdf", new byte[Attachment.MOST - 1000]));
        try (var journal = open()) {
            for (int n = 0; n < 5; n++) intend(journal, "t-" + n, page);
            assertTrue(journal.disk().replicaTrouble().isEmpty());
        }
        Files.delete(db());
        try (var journal = open()) {
            for (int n = 0; n < 5; n++)
                assertEquals(
                        Attachment.MOST - 1000,
                        journal.cases().caseAttachments("t-" + n).getFirst().bytes().length);
        }
    }

    @Test
    void files_are_forgotten_and_pruned_with_their_case() throws Exception {
        try (var journal = open()) {
            var sending = journal.cases()
                    .recordSending(intend(journal, "t-1", FILES), "run")
                    .orElseThrow();
            journal.cases().recordAccepted(sending, REQUEST);
            anchor(journal);
            now = now.plus(Duration.ofDays(31));
            assertEquals(
                    1,
                    journal.maintenance()
                            .applyRetention(now, Duration.ofDays(30), Duration.ofDays(180))
                            .shredded());
            assertThrows(InvalidSealException.class, () -> journal.cases().caseAttachments("t-1"));
            assertEquals("", journal.maintenance().verifyOwnFile().why());
            for (int i = 0; i < 2; i++) {
                now = now.plus(Duration.ofDays(220));
                journal.notes().addNote("clock", "goes on");
                anchor(journal);
                journal.maintenance().applyRetention(now, Duration.ofDays(30), Duration.ofDays(180));
            }
            assertEquals("", journal.maintenance().verifyOwnFile().why());
        }
        try (var statements = new StatementCache(JournalSchema.openForReading(db()));
                var row =
                        statements.prepareStatement("SELECT COUNT(*) FROM file").executeQuery()) {
            assertTrue(row.next());
            assertEquals(0, row.getInt(1));
        }
    }

    private static void anchor(Journal journal) {
        var end = journal.chain().findEndToCountersign().orElseThrow();
        journal.chain().recordAnchor(new JournalAnchor(end.seq(), end.hash(), new byte[] {1}));
    }
}
