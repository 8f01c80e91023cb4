package org.openstm.kiosk.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.kiosk.journal.crypto.CipherSuite;
import org.openstm.kiosk.journal.crypto.FileKeyStore;
import org.openstm.kiosk.journal.model.JournalCase;
import org.openstm.kiosk.journal.model.JournalException;
import org.openstm.kiosk.journal.model.UnsentWork;

/// What is asked before a terminal's data are deleted: a doubt is never "nothing".
class UnsentWorkTest {
    private static final String TERMINAL = "ST-0412-03";

    @TempDir
    Path dir;

    private Path data() {
        return dir.resolve("data");
    }

    private JournalLocation place() throws IOException {
        var otherDisk = Files.createDirectories(dir.resolve("other-disk"));
        return new JournalLocation(
                Files.createDirectories(data()), otherDisk.resolve("stored.copy"), 0, CipherSuite.STANDARD);
    }

    private Journal open() throws IOException {
        var keys = FileKeyStore.openOrCreate(Files.createDirectories(data()).resolve("journal.key"));
        return Journal.open(place(), TERMINAL, keys, InstantSource.system());
    }

    private static JournalCase intend(Journal journal, String id) {
        var request = "{}".getBytes(StandardCharsets.UTF_8);
        return journal.cases().recordIntent(id, "pension/life-proof", 3, "s-1", true, request, "ABCDEFGH2345");
    }

    private UnsentWork unsent() throws IOException {
        return JournalFiles.countUnsentWork(place());
    }

    private String doubt() {
        return String.valueOf(assertThrows(JournalException.class, this::unsent).getMessage());
    }

    @Test
    void a_terminal_that_never_served_has_nothing_unsent() throws IOException {
        assertTrue(unsent().isNothing());
    }

    @Test
    void a_case_is_unsent_until_central_has_answered() throws IOException {
        try (var journal = open()) {
            var first = intend(journal, "t-1");
            intend(journal, "t-2");
            var sending = journal.cases().recordSending(first, "run-1").orElseThrow();
            assertEquals(2, unsent().cases());
            assertTrue(journal.cases().recordAccepted(sending, new byte[] {1}).isPresent());
            assertEquals(1, unsent().cases());
        }
        assertEquals(1, unsent().cases());
    }

    @Test
    void a_case_that_a_person_must_decide_is_unsent() throws IOException {
        try (var journal = open()) {
            var sending = journal.cases()
                    .recordSending(intend(journal, "t-1"), "run-1")
                    .orElseThrow();
            journal.cases().recordDeadLetter(sending, "central refuses it for good");
        }
        assertEquals(new UnsentWork(1, 0, 0), unsent());
    }

    @Test
    void a_message_that_waits_is_unsent() throws IOException {
        try (var journal = open()) {
            var sending = journal.cases()
                    .recordSending(intend(journal, "t-1"), "run-1")
                    .orElseThrow();
            assertTrue(journal.cases().recordAccepted(sending, new byte[] {1}).isPresent());
            journal.outbox().postMessage("t-1", "delivery", new byte[] {2});
        }
        assertEquals(new UnsentWork(0, 0, 1), unsent());
    }

    @Test
    void a_damaged_journal_cannot_tell() throws IOException {
        try (var journal = open()) {
            var sending = journal.cases()
                    .recordSending(intend(journal, "t-1"), "run-1")
                    .orElseThrow();
            assertTrue(journal.cases().recordAccepted(sending, new byte[] {1}).isPresent());
        }
        var file = place().journalFile();
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 0x40;
        bytes[bytes.length - 40] ^= 0x40;
        Files.write(file, bytes);
        assertTrue(doubt().contains("not sound"), this::doubt);
    }

    @Test
    void a_journal_that_was_put_aside_cannot_tell() throws IOException {
        open().close();
        Files.createDirectory(data().resolve("quarantine"));
        assertTrue(doubt().contains("was put aside"), this::doubt);
    }

    @Test
    void a_second_copy_whose_journal_is_gone_cannot_tell() throws IOException {
        try (var journal = open()) {
            intend(journal, "t-1");
        }
        for (var name : new String[] {"journal.db", "journal.db-wal", "journal.db-shm"})
            Files.deleteIfExists(data().resolve(name));
        assertTrue(doubt().contains("second copy"), this::doubt);
    }

    @Test
    void a_journal_whose_second_copy_is_gone_cannot_tell() throws IOException {
        open().close();
        assertTrue(unsent().isNothing());
        Files.delete(place().secondCopy());
        assertTrue(doubt().contains("no second copy"), this::doubt);
    }

    @Test
    void a_journal_that_lost_its_end_cannot_tell() throws IOException {
        open().close();
        byte[] before = Files.readAllBytes(place().journalFile());
        try (var journal = open()) {
            intend(journal, "t-1");
        }
        Files.write(place().journalFile(), before);
        for (var name : new String[] {"journal.db-wal", "journal.db-shm"}) Files.deleteIfExists(data().resolve(name));
        assertTrue(doubt().contains("not sound"), this::doubt);
    }
}
