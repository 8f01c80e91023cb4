package org.openstm.kiosk.journal.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.contract.TestTier;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.JournalFiles;
import org.openstm.kiosk.journal.JournalLocation;
import org.openstm.kiosk.journal.model.InvalidSealException;
import org.openstm.kiosk.journal.model.JournalAnchor;

/// Journal and replica depend on a file of a few bytes.
class FileKeyStoreTest {
    private static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CONTEXT = {7};

    @TempDir
    Path dir;

    private Path file;
    private Path twin;
    private byte[] wrapped = new byte[0];

    @BeforeEach
    void make() {
        file = dir.resolve("data/journal.key");
        twin = dir.resolve("second/journal.key.copy");
        wrapped = open().wrapKey(SECRET, CONTEXT);
    }

    private FileKeyStore open() {
        return FileKeyStore.openWithTwin(file, twin, true);
    }

    private static void assertSecret(FileKeyStore keys, byte[] wrapped) {
        assertArrayEquals(SECRET, keys.unwrapKey(1, wrapped, CONTEXT));
    }

    @Test
    void a_first_start_makes_key_and_twin_that_only_their_owner_reads() throws IOException {
        assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(twin));
        for (var one : List.of(file, twin))
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(one)));
        assertTrue(open().repairReports().isEmpty());
    }

    @Test
    void any_damage_to_one_of_the_two_is_made_good_by_the_other_and_said() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (var damaged : List.of(file, twin)) {
            for (int at = 0; at < whole.length; at++)
                for (int bit : TestTier.turns(List.of(0, 1, 2, 3, 4, 5, 6, 7))) {
                    byte[] bytes = whole.clone();
                    bytes[at] ^= (byte) (1 << bit);
                    assertMadeGood(damaged, bytes, whole, "bit " + bit + " of byte " + at + " of " + damaged);
                }
            for (int length = 0; length < whole.length - 1; length++)
                assertMadeGood(damaged, Arrays.copyOf(whole, length), whole, "cut to " + length + ", " + damaged);
            Files.delete(damaged);
            assertFalse(open().repairReports().isEmpty(), "gone");
            assertArrayEquals(whole, Files.readAllBytes(damaged));
        }
    }

    private void assertMadeGood(Path damaged, byte[] bytes, byte[] whole, String where) throws IOException {
        Files.write(damaged, bytes);
        var keys = open();
        assertSecret(keys, wrapped);
        assertEquals(1, keys.epoch(), where);
        // a letter of another case, or another blank at the end, says the same
        var said = new String(bytes, StandardCharsets.ISO_8859_1).strip();
        if (said.equalsIgnoreCase(new String(whole, StandardCharsets.US_ASCII).strip())) return;
        assertArrayEquals(whole, Files.readAllBytes(damaged), where);
        assertEquals(1, keys.repairReports().size(), where);
    }

    @Test
    void a_journal_without_its_key_and_twin_gets_no_new_key_and_the_words_name_the_file() throws IOException {
        Files.write(file, new byte[3]);
        Files.delete(twin);
        var said = assertThrows(IllegalStateException.class, () -> FileKeyStore.openWithTwin(file, twin, false));
        assertTrue(String.valueOf(said.getMessage()).contains(file + " is damaged"), said.getMessage());
        Files.delete(file);
        var gone = assertThrows(IllegalStateException.class, () -> FileKeyStore.openWithTwin(file, twin, false));
        assertTrue(String.valueOf(gone.getMessage()).contains(file + " is gone"), gone.getMessage());
        assertFalse(Files.exists(file));
    }

    @Test
    void a_key_of_the_release_before_opens_and_gets_digest_and_twin() throws IOException {
        var text = Files.readString(file);
        var old = text.substring(0, text.indexOf("\n0 ") + 1);
        Files.writeString(file, old);
        Files.delete(twin);
        var keys = open();
        assertSecret(keys, wrapped);
        assertTrue(keys.repairReports().isEmpty(), "an upgrade is no damage");
        assertEquals(text, Files.readString(file));
        assertEquals(text, Files.readString(twin));
        Files.writeString(file, old.substring(2)); // of the first release
        Files.delete(twin);
        assertSecret(open(), wrapped);
    }

    @Test
    void a_destroyed_key_is_destroyed_in_both_and_in_a_twin_that_was_away() throws IOException {
        byte[] away = Files.readAllBytes(twin);
        var keys = open();
        keys.beginEpoch();
        keys.destroyOlderKeys();
        for (var one : List.of(file, twin))
            assertThrows(
                    InvalidSealException.class,
                    () -> FileKeyStore.openExisting(one).unwrapKey(1, wrapped, CONTEXT),
                    one.toString());
        Files.write(twin, away); // the second disk comes back as it was
        assertThrows(InvalidSealException.class, () -> open().unwrapKey(1, wrapped, CONTEXT));
        assertThrows(
                InvalidSealException.class,
                () -> FileKeyStore.openExisting(twin).unwrapKey(1, wrapped, CONTEXT));
    }

    @Test
    void an_old_copy_of_the_journal_opens_with_neither_of_the_two_once_a_person_is_forgotten() throws IOException {
        var now = Instant.parse("2026-11-24T09:26:00Z");
        var place =
                new JournalLocation(dir.resolve("data"), dir.resolve("second/stored.copy"), 0, CipherSuite.STANDARD);
        var old = dir.resolve("old.db");
        try (var journal = Journal.open(place, "ST-0412-03", open(), () -> now)) {
            var intent = journal.cases().recordIntent("gone", "a/b", 1, "s", true, SECRET, "ABCDEFGH2345");
            journal.cases()
                    .recordAccepted(journal.cases().recordSending(intent, "run").orElseThrow(), SECRET);
            var end = journal.chain().findEndToCountersign().orElseThrow();
            journal.chain().recordAnchor(new JournalAnchor(end.seq(), end.hash(), new byte[] {1}));
            try (var copy = journal.maintenance().makeSnapshot()) {
                assertTrue(Files.exists(copy.file()));
            }
        }
        Files.copy(place.journalFile(), old);
        try (var journal = Journal.open(place, "ST-0412-03", open(), () -> now)) {
            assertEquals(
                    1,
                    journal.maintenance()
                            .applyRetention(now.plus(Duration.ofDays(40)), Duration.ofDays(30), Duration.ofDays(180))
                            .shredded());
        }
        for (var one : List.of(file, twin))
            assertThrows(
                    InvalidSealException.class,
                    () -> JournalFiles.forEachCase(old, FileKeyStore.openExisting(one), (_, _) -> {}),
                    one.toString());
    }

    @Test
    void a_repair_is_a_finding() throws IOException {
        Files.write(file, new byte[5]);
        var place =
                new JournalLocation(dir.resolve("data"), dir.resolve("second/stored.copy"), 0, CipherSuite.STANDARD);
        try (var journal = Journal.open(place, "ST-0412-03", open(), () -> Instant.EPOCH)) {
            assertEquals(
                    "journal-key", journal.findings().openFindings().getFirst().kind());
        }
    }
}
