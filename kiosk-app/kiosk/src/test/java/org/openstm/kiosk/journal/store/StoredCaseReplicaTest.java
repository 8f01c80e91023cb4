package org.openstm.kiosk.journal.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openstm.device.contract.Seeds;
import org.openstm.device.contract.TestTier;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.JournalFiles;
import org.openstm.kiosk.journal.JournalLocation;
import org.openstm.kiosk.journal.crypto.CipherSuite;
import org.openstm.kiosk.journal.crypto.FileKeyStore;
import org.openstm.kiosk.journal.model.CaseState;
import org.openstm.kiosk.journal.model.JournalAnchor;
import org.openstm.kiosk.journal.model.JournalCase;

class StoredCaseReplicaTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-24T09:26:00Z"));
    private static final byte[] REQUEST = "{\"name\":\"李秀兰\"}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path dir;

    private Path db() {
        return dir.resolve("kiosk/journal.db");
    }

    private Path copy() {
        return dir.resolve("other-disk/stored.copy");
    }

    private Journal open() {
        return Journal.open(
                new JournalLocation(dir.resolve("kiosk"), copy(), 0, CipherSuite.STANDARD),
                "ST-0412-03",
                FileKeyStore.openOrCreate(dir.resolve("journal.key")),
                CLOCK);
    }

    private static JournalCase intend(Journal journal, String id, boolean mayBeStored) {
        return journal.cases().recordIntent(id, "social/card-loss", 3, "s-1", mayBeStored, REQUEST, "ABCDEFGH2345");
    }

    /// Two stored cases, one that was sent, one that was cancelled, one that must never be stored.
    private JournalCase fill() {
        try (var journal = open()) {
            intend(journal, "waits", true);
            var again = journal.cases()
                    .recordSending(intend(journal, "waits-too", true), "run")
                    .orElseThrow();
            journal.cases().recordWaiting(again, "nobody listens");
            var sent = journal.cases()
                    .recordSending(intend(journal, "sent", true), "run")
                    .orElseThrow();
            journal.cases().recordAccepted(sent, REQUEST);
            journal.cases().recordCancelled(intend(journal, "given-up", true), "queue-full", false);
            intend(journal, "online", false);
            return journal.cases().findCase("waits").orElseThrow();
        }
    }

    enum Loss {
        GONE,
        EMPTY_HEADER,
        CUT_OFF,
        OTHER_FILE,
        FLIPPED_ENTRY;

        void happensTo(Path file) {
            switch (this) {
                case GONE -> delete(file);
                case EMPTY_HEADER -> overwrite(file, 0, new byte[64]);
                case CUT_OFF -> cut(file, 9000);
                case OTHER_FILE -> overwrite(file, 0, "this is no journal".getBytes(StandardCharsets.US_ASCII));
                case FLIPPED_ENTRY -> flip(file);
            }
        }

        private static void delete(Path file) {
            try {
                Files.delete(file);
            } catch (IOException broken) {
                throw new AssertionError(broken);
            }
        }

        private static void overwrite(Path file, long at, byte[] bytes) {
            try (var open = new RandomAccessFile(file.toFile(), "rw")) {
                open.seek(at);
                open.write(bytes);
            } catch (IOException broken) {
                throw new AssertionError(broken);
            }
        }

        private static void cut(Path file, long length) {
            try (var open = new RandomAccessFile(file.toFile(), "rw")) {
                open.setLength(length);
            } catch (IOException broken) {
                throw new AssertionError(broken);
            }
        }

        /// SQLite's own check does not cover it: the chain does.
        private static void flip(Path file) {
            try (var statements = new StatementCache(JournalSchema.openForReading(file));
                    var row = statements
                            .prepareStatement("SELECT body FROM journal WHERE seq = 4")
                            .executeQuery()) {
                assertTrue(row.next());
                byte[] body = row.getBytes(1);
                byte[] all = Files.readAllBytes(file);
                int at = new String(all, StandardCharsets.ISO_8859_1)
                        .indexOf(new String(body, StandardCharsets.ISO_8859_1));
                overwrite(file, at + 30, new byte[] {(byte) (body[30] ^ 1)});
            } catch (IOException | java.sql.SQLException broken) {
                throw new AssertionError(broken);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void a_lost_journal_begins_anew_with_the_stored_cases_and_staff_learn_of_it(Loss loss) throws IOException {
        var before = fill();
        loss.happensTo(db());
        byte[] found = Files.exists(db()) ? Files.readAllBytes(db()) : new byte[0];
        try (var journal = open()) {
            journal.recovery().recoverAfterStop("run-2");
            assertEquals(
                    Set.of("waits", "waits-too"),
                    journal.cases().unsettledCases().stream()
                            .map(JournalCase::txId)
                            .collect(Collectors.toSet()),
                    "what was sent or given up is not sent again");
            for (var restored : journal.cases().unsettledCases()) {
                assertEquals(CaseState.UNKNOWN, restored.state(), "nobody knows whether it was sent");
                assertArrayEquals(REQUEST, journal.cases().caseRequest(restored.txId()), "the same bytes");
            }
            var restored = journal.cases().findCase("waits").orElseThrow();
            assertEquals(before.localReference(), restored.localReference(), "as it stands on the citizen's slip");
            assertEquals(before.verificationCode(), restored.verificationCode());
            assertEquals(before.openedAt(), restored.openedAt());
            assertEquals(
                    "journal-rebuilt",
                    journal.findings().openFindings().getFirst().kind());
            var next = intend(journal, "next", true);
            assertTrue(
                    Long.parseLong(next.localReference().replaceAll(".*-", "")) > 100_000, "no number is given twice");
        }
        assertEquals(
                "",
                JournalFiles.verifyFile(db(), FileKeyStore.openExisting(dir.resolve("journal.key")))
                        .why());
        if (found.length > 0) assertArrayEquals(found, quarantined(), "nothing of the damaged file is lost");
        assertEquals(3, reopened().size());
    }

    private byte[] quarantined() throws IOException {
        try (var folders = Files.list(dir.resolve("kiosk/quarantine"))) {
            return Files.readAllBytes(folders.findFirst().orElseThrow().resolve("journal.db"));
        }
    }

    private List<JournalCase> reopened() {
        try (var journal = open()) {
            return journal.cases().unsettledCases();
        }
    }

    /// Whatever is damaged, the terminal starts, and no stored case with a slip is lost.
    @Test
    void any_damage_leaves_a_terminal_that_starts_and_every_stored_case() throws IOException {
        fill();
        byte[] file = Files.readAllBytes(db());
        byte[] second = Files.readAllBytes(copy());
        byte[] key = Files.readAllBytes(dir.resolve("journal.key"));
        long seed = Seeds.next();
        var random = new Random(seed);
        for (int round = 0; round < Integer.getInteger("damage.rounds", TestTier.pick(20, 80)); round++) {
            byte[] broken = file.clone();
            // the header and the tables' own words are few bytes, and each kind of damage to them is another
            int at = random.nextInt(round % 3 == 0 ? 4096 : broken.length);
            if (round % 9 == 0) at = random.nextInt(100);
            for (int n = random.nextInt(3) == 0 ? 600 : 1; n > 0 && at < broken.length; n--, at++)
                broken[at] = (byte) random.nextInt(256);
            Files.write(db(), broken);
            Files.write(copy(), second);
            Files.write(dir.resolve("journal.key"), key);
            for (String rest : List.of("-wal", "-shm")) Files.deleteIfExists(dir.resolve("kiosk/journal.db" + rest));
            String where = "round " + round + " at " + at + ", seed " + seed;
            try (var journal = open()) {
                journal.recovery().recoverAfterStop("run");
                for (String id : List.of("waits", "waits-too")) {
                    assertFalse(
                            journal.cases()
                                    .findCase(id)
                                    .orElseThrow(() -> new AssertionError(where))
                                    .state()
                                    .isSettled(),
                            where);
                    assertArrayEquals(REQUEST, journal.cases().caseRequest(id), where);
                }
            }
        }
    }

    /// A name changed by one bit counts as damage, not as another terminal's journal.
    @Test
    void a_changed_letter_in_the_terminal_s_name_is_found_as_damage() throws IOException {
        fill();
        byte[] file = Files.readAllBytes(db());
        byte[] second = Files.readAllBytes(copy());
        var text = new String(file, StandardCharsets.ISO_8859_1);
        int places = 0;
        for (int at = text.indexOf("ST-0412-03"); at >= 0; at = text.indexOf("ST-0412-03", at + 1)) {
            byte[] broken = file.clone();
            broken[at + 3] ^= 1;
            Files.write(db(), broken);
            Files.write(copy(), second);
            try (var journal = open()) {
                assertTrue(journal.cases().findCase("waits").isPresent(), "place " + at);
            }
            places++;
        }
        assertTrue(places > 0, "the name stands in the file");
    }

    @Test
    void a_whole_journal_is_never_put_aside_and_a_first_start_is_no_loss() {
        open().close();
        fill();
        open().close();
        assertFalse(Files.exists(dir.resolve("kiosk/quarantine")));
        try (var journal = open()) {
            assertTrue(journal.findings().openFindings().isEmpty());
        }
    }

    @Test
    void whatever_is_broken_in_the_second_copy_the_rest_of_it_is_read() throws IOException {
        long seed = Seeds.next();
        var random = new Random(seed);
        var ids = new HashSet<String>();
        try (var journal = open()) {
            for (int n = 0; n < 20; n++) {
                intend(journal, "t-" + n, true);
                ids.add("t-" + n);
            }
        }
        byte[] whole = Files.readAllBytes(copy());
        int used = whole.length;
        while (whole[used - 1] == 0) used--;
        for (int round = 0; round < 60; round++) {
            byte[] broken = whole.clone();
            int at = random.nextInt(used);
            broken[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(copy(), broken);
            try (var copy = StoredCaseReplica.open(copy())) {
                var read = copy.livingCases().stream()
                        .map(StoredCaseReplica.ReplicatedCase::txId)
                        .toList();
                assertTrue(ids.containsAll(read), "seed " + seed);
                assertTrue(
                        read.size() == 20 || copy.damagedPlaces() > 0, "a loss is said, byte " + at + ", seed " + seed);
            }
        }
        for (int round = 0; round < 20; round++) {
            int length = random.nextInt(used);
            Files.write(copy(), java.util.Arrays.copyOf(whole, length));
            try (var copy = StoredCaseReplica.open(copy())) {
                assertTrue(copy.livingCases().size() <= 20, "cut at " + length + ", seed " + seed);
            }
        }
    }

    @Test
    void a_new_epoch_leaves_no_old_key_in_the_second_copy() {
        var keys = FileKeyStore.openOrCreate(dir.resolve("journal.key"));
        fill();
        try (var copy = StoredCaseReplica.open(copy())) {
            assertEquals(1, copy.livingCases().getFirst().key().epoch());
        }
        try (var journal = Journal.open(
                new JournalLocation(dir.resolve("kiosk"), copy(), 0, CipherSuite.STANDARD),
                "ST-0412-03",
                keys,
                CLOCK)) {
            var sending = journal.cases()
                    .recordSending(intend(journal, "old", false), "run")
                    .orElseThrow();
            journal.cases().recordAccepted(sending, REQUEST);
            var end = journal.chain().findEndToCountersign().orElseThrow();
            journal.chain().recordAnchor(new JournalAnchor(end.seq(), end.hash(), new byte[] {1}));
            var later = CLOCK.instant().plus(Duration.ofDays(60));
            assertTrue(journal.maintenance()
                            .applyRetention(later, Duration.ofDays(30), Duration.ofDays(180))
                            .shredded()
                    > 0);
        }
        try (var copy = StoredCaseReplica.open(copy())) {
            assertEquals(2, copy.livingCases().size());
            for (var stored : copy.livingCases()) assertEquals(2, stored.key().epoch());
        }
    }

    @Test
    void a_second_disk_that_fails_is_said_and_stops_nothing() throws IOException {
        Files.createDirectories(dir.resolve("other-disk").resolve("stored.copy.new")); // nothing can be written there
        try (var journal = open()) {
            assertTrue(journal.disk().replicaTrouble().isPresent());
            intend(journal, "waits", true);
            assertEquals(1, journal.cases().queuedCaseCount());
        }
    }

    @Test
    void it_is_written_anew_before_it_is_full() throws IOException {
        try (var copy = StoredCaseReplica.open(copy())) {
            for (int n = 0; n < 200; n++) {
                copy.addCase(new StoredCaseReplica.ReplicatedCase(
                        "t-" + n,
                        "a/b",
                        1,
                        "s",
                        "c",
                        0,
                        n,
                        new CaseKeyring.WrappedKey(1, new byte[60]),
                        new byte[100_000],
                        List.of()));
                if (n % 10 != 0) copy.removeCase("t-" + n, true);
            }
            assertTrue(copy.writeTrouble().isEmpty());
        }
        assertEquals(8 << 20, Files.size(copy()));
        try (var copy = StoredCaseReplica.open(copy())) {
            assertEquals(20, copy.livingCases().size());
            assertEquals(199, copy.lastSequence());
        }
    }
}
