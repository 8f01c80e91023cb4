package org.openstm.kiosk.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.contract.LongTest;
import org.openstm.device.contract.Seeds;
import org.openstm.kiosk.journal.crypto.CipherSuite;
import org.openstm.kiosk.journal.crypto.FileKeyStore;
import org.openstm.kiosk.journal.model.CaseState;
import org.openstm.kiosk.journal.model.Damaged;
import org.openstm.kiosk.journal.model.FindingKind;
import org.openstm.kiosk.journal.model.JournalAnchor;
import org.openstm.kiosk.journal.model.JournalCase;
import org.openstm.kiosk.journal.model.PrintResult;
import org.openstm.kiosk.journal.model.StaffFinding;
import org.openstm.kiosk.journal.store.HashChain;
import org.openstm.kiosk.journal.store.StoredCaseReplica;
import org.sqlite.SQLiteConnection;

/// The log of the journal and the replica are damaged, alone and together. SQLite
/// silently ends a log at the first invalid frame, so each case that a citizen was told of must be there
/// afterwards, or staff must be informed.
///
/// The long form flips each byte and tries each length: `-Ddamage.every=true`. There the journal is not opened for
/// each damage of the log, but for each database that SQLite makes of one, and for a seeded slice: all that opening
/// sees of the log is what SQLite reads of it.
@LongTest(oneIn = 3)
class LostEndTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-24T09:26:00Z"));
    private static final byte[] REQUEST = "{\"name\":\"李秀兰\"}".getBytes(StandardCharsets.UTF_8);
    private static final String ID = "ST-0412-03";
    private static final Set<String> WAITING = Set.of("waits-1", "waits-2", "waits-3");

    private static final boolean EVERY = Boolean.getBoolean("damage.every");
    private static final int SLICE = 500;

    private static final Set<String> REPORTED = Set.of("journal-rebuilt", "second-copy-repaired");

    @TempDir
    Path dir;

    private byte[] db = new byte[0];
    private byte[] log = new byte[0];
    private byte[] copy = new byte[0];
    private byte[] key = new byte[0];
    private byte[] lock = new byte[0];
    private long last;
    private int round;
    private final Map<String, Boolean> outcomes = new HashMap<>();

    /// A terminal that was killed: its last commits are in the log.
    @BeforeEach
    void kill() throws IOException {
        var place = place(dir.resolve("killed"));
        try (var journal = open(place)) {
            journal.cases()
                    .recordAccepted(
                            journal.cases()
                                    .recordSending(intend(journal, "early", true), "run")
                                    .orElseThrow(),
                            REQUEST);
            var end = journal.chain().findEndToCountersign().orElseThrow();
            journal.chain().recordAnchor(new JournalAnchor(end.seq(), end.hash(), new byte[] {1}));
        }
        try (var journal = open(place)) {
            intend(journal, "waits-1", true);
            var online = journal.cases()
                    .recordSending(intend(journal, "online", false), "run")
                    .orElseThrow();
            journal.cases().recordAccepted(online, REQUEST);
            journal.prints().recordPrintBegun("online", "e-1", "receipt/accepted", 1);
            journal.prints().recordPrintEnded("e-1", PrintResult.PROVED, "echo");
            var tried = journal.cases()
                    .recordSending(intend(journal, "waits-2", true), "run")
                    .orElseThrow();
            journal.cases().recordWaiting(tried, "connection refused");
            journal.cases().recordCancelled(intend(journal, "given-up", true), "queue-full", false);
            intend(journal, "waits-3", true);
            journal.notes().addNote("person-check", "confirmed");
            last = journal.chain().chainEnd().seq();
            db = Files.readAllBytes(place.journalFile());
            log = Files.readAllBytes(place.folder().resolve("journal.db-wal"));
            copy = Files.readAllBytes(place.secondCopy());
            key = Files.readAllBytes(place.folder().resolve("journal.key"));
            lock = Files.readAllBytes(place.folder().resolve("journal.lock"));
        }
    }

    private static JournalLocation place(Path dir) {
        return new JournalLocation(dir, dir.resolve("second/stored.copy"), 0, CipherSuite.STANDARD);
    }

    private static Journal open(JournalLocation place) {
        return Journal.open(place, ID, FileKeyStore.openOrCreate(place.folder().resolve("journal.key")), CLOCK);
    }

    private static JournalCase intend(Journal journal, String id, boolean mayBeStored) {
        return journal.cases().recordIntent(id, "social/card-loss", 3, "s-1", mayBeStored, REQUEST, "ABCDEFGH2345");
    }

    private JournalLocation lay(byte[] log, byte[] copy) throws IOException {
        var place = place(dir.resolve("round-" + round++));
        Files.createDirectories(place.secondCopy().getParent());
        Files.write(place.journalFile(), db);
        if (log.length > 0) Files.write(place.folder().resolve("journal.db-wal"), log);
        if (copy.length > 0) Files.write(place.secondCopy(), copy);
        Files.write(place.folder().resolve("journal.key"), key);
        Files.write(place.folder().resolve("journal.lock"), lock);
        return place;
    }

    private static Set<String> findings(Journal journal) {
        return journal.findings().openFindings().stream()
                .map(StaffFinding::kind)
                .collect(Collectors.toSet());
    }

    private static boolean isReported(Journal journal) {
        return findings(journal).stream().anyMatch(REPORTED::contains);
    }

    /// @param copyHeld whether the replica is intact: then each stored case must be restored
    private boolean holds(byte[] log, byte[] copy, boolean copyHeld, String where) throws IOException {
        var place = lay(log, copy);
        boolean reported;
        try (var journal = open(place)) {
            journal.recovery().recoverAfterStop("run-2");
            reported = isReported(journal);
            if (copyHeld || !reported) {
                for (String id : WAITING) {
                    var found = journal.cases()
                            .findCase(id)
                            .orElseThrow(() -> new AssertionError(id + " is gone, " + where));
                    assertFalse(found.state().isSettled(), where);
                    assertArrayEquals(REQUEST, journal.cases().caseRequest(id), where);
                }
                assertTrue(
                        journal.cases()
                                .findCase("given-up")
                                .map(gone -> gone.state() == CaseState.CANCELLED)
                                .orElse(true),
                        "what was given up is not sent, " + where);
            }
            if (!reported) {
                assertTrue(journal.chain().chainEnd().seq() >= last, "the end is gone and nobody is told, " + where);
                assertEquals(
                        CaseState.ACCEPTED,
                        journal.cases().findCase("online").orElseThrow().state(),
                        where);
            }
            var next = intend(journal, "next", true).localReference().replaceAll(".*-", "");
            assertTrue(Long.parseLong(next) > last, "a number is given twice, " + where);
        }
        assertEquals(
                "",
                JournalFiles.verifyFile(
                                place.journalFile(),
                                FileKeyStore.openExisting(place.folder().resolve("journal.key")))
                        .why());
        try (var again = open(place)) {
            assertEquals(
                    1,
                    again.findings().openFindings().stream()
                            .filter(f -> REPORTED.contains(f.kind()))
                            .count(),
                    where);
        } catch (AssertionError unreported) {
            if (reported) throw unreported;
        }
        Damaged.remove(place.folder());
        return reported;
    }

    /// As above, for a damaged log; in the long form once for each database that SQLite makes of such a log.
    private boolean holdsWith(byte[] log, boolean inSlice, String where) throws IOException, SQLException {
        if (!EVERY) return holds(log, copy, true, where);
        String read = readBySqlite(log);
        var known = outcomes.get(read);
        if (known != null && !inSlice) return known;
        boolean reported = holds(log, copy, true, where);
        assertTrue(known == null || known == reported, "two outcomes of one database, " + where);
        outcomes.put(read, reported);
        return reported;
    }

    /// The digest of the whole database, or how SQLite refuses it.
    private String readBySqlite(byte[] log) throws IOException, SQLException {
        var file = Files.createDirectories(dir.resolve("read")).resolve("journal.db");
        Files.deleteIfExists(file.resolveSibling("journal.db-shm"));
        Files.write(file, db);
        Files.write(file.resolveSibling("journal.db-wal"), log);
        try (var connection = (SQLiteConnection) DriverManager.getConnection("jdbc:sqlite:" + file)) {
            return HashChain.toHex(HashChain.sha256(connection.serialize("main")));
        } catch (SQLException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    private static byte[] flipped(byte[] whole, int at, int bit) {
        byte[] damaged = whole.clone();
        damaged[at] ^= (byte) (1 << bit);
        return damaged;
    }

    private int used() {
        int used = copy.length;
        while (copy[used - 1] == 0) used--;
        return used;
    }

    private List<Integer> places(int limit, int count, Random random) {
        var places = new ArrayList<Integer>();
        if (EVERY) for (int at = 0; at < limit; at++) places.add(at);
        else for (int n = 0; n < count; n++) places.add(random.nextInt(limit));
        return places;
    }

    @Test
    void nothing_is_reported_when_nothing_is_damaged() throws IOException {
        assertFalse(holds(log, copy, true, "whole"));
    }

    @Test
    void a_flipped_bit_in_the_log_loses_no_told_case_silently() throws IOException, SQLException {
        var random = new Random(Seeds.next());
        int reported = 0;
        for (int at : places(log.length, 30, random)) {
            int bit = random.nextInt(8);
            boolean inSlice = random.nextInt(SLICE) == 0;
            if (holdsWith(flipped(log, at, bit), inSlice, "bit " + bit + " of byte " + at)) reported++;
        }
        assertTrue(reported > 0, "no flip cost anything: this rig is blind");
    }

    @Test
    void a_cut_or_lost_log_loses_no_told_case_silently() throws IOException, SQLException {
        var random = new Random(Seeds.next());
        assertTrue(holds(new byte[0], copy, true, "no log"));
        for (int length : places(log.length, 10, random))
            holdsWith(Arrays.copyOf(log, length), random.nextInt(SLICE) == 0, "cut to " + length);
        byte[] zeros = log.clone();
        int from = random.nextInt(log.length - 4096);
        Arrays.fill(zeros, from, from + 4096, (byte) 0);
        holds(zeros, copy, true, "zeros at " + from);
    }

    @Test
    void a_damaged_second_copy_is_made_good_from_the_journal_and_said() throws IOException {
        var random = new Random(Seeds.next());
        int reported = 0;
        for (int at : places(used(), 15, random)) {
            byte[] damaged = flipped(copy, at, random.nextInt(8));
            if (holds(log, damaged, false, "copy, byte " + at)) reported++;
            assertRepaired(damaged, "byte " + at);
        }
        assertTrue(reported > 0);
        for (int length : places(used(), 5, random)) {
            byte[] cut = Arrays.copyOf(copy, length);
            assertTrue(holds(log, cut, false, "copy cut to " + length));
            assertRepaired(cut, "cut to " + length);
        }
        byte[] empty = new byte[copy.length];
        assertTrue(holds(log, empty, false, "zeros"));
        assertRepaired(empty, "zeros");
        assertTrue(holds(log, new byte[0], false, "gone"));
        assertRepaired(new byte[0], "gone");
    }

    /// The journal is lost after the replica was repaired: each case is restored.
    private void assertRepaired(byte[] damaged, String where) throws IOException {
        var place = lay(log, damaged);
        open(place).close();
        Files.delete(place.journalFile());
        try (var journal = open(place)) {
            assertEquals(
                    WAITING,
                    journal.cases().unsettledCases().stream()
                            .map(JournalCase::txId)
                            .collect(Collectors.toSet()),
                    where);
        }
        Damaged.remove(place.folder());
    }

    @Test
    void a_log_and_a_second_copy_that_are_both_damaged_are_reported() throws IOException {
        var random = new Random(Seeds.next());
        int used = used();
        for (int n = 0; n < Integer.getInteger("damage.rounds", 20); n++) {
            int inLog = random.nextInt(log.length);
            int inCopy = random.nextInt(used);
            byte[] one = random.nextBoolean() ? flipped(log, inLog, n % 8) : Arrays.copyOf(log, inLog);
            byte[] other = random.nextBoolean() ? flipped(copy, inCopy, n % 8) : Arrays.copyOf(copy, inCopy);
            holds(one, other, false, "log at " + inLog + ", copy at " + inCopy);
        }
        for (int n = 0; n < 4; n++) holds(new byte[0], Arrays.copyOf(copy, random.nextInt(used)), false, "no log");
        assertTrue(holds(new byte[0], new byte[copy.length], false, "no log, empty copy"));
    }

    /// A terminal of the release before had no last sequence in its lock file.
    @Test
    void a_lost_end_is_found_by_the_second_copy_alone() throws IOException {
        lock = new byte[0];
        assertTrue(holds(new byte[0], copy, true, "no log"));
        assertTrue(holds(Arrays.copyOf(log, log.length - 4096), copy, true, "cut"));
    }

    @Test
    void a_lost_end_is_found_without_any_second_copy() throws IOException {
        assertTrue(holds(Arrays.copyOf(log, log.length - 4096), new byte[0], false, "cut, no copy"));
        assertFalse(holds(log, copy, true, "whole"));
        for (int at = 0; at < lock.length; at++) {
            byte[] whole = lock;
            lock = flipped(whole, at, at % 8);
            assertFalse(holds(log, copy, true, "a flipped bit in the lock file is no loss"));
            lock = whole;
        }
    }

    @Test
    void a_second_copy_of_another_terminal_is_put_aside_and_said() throws IOException {
        var other = place(dir.resolve("other"));
        try (var journal = Journal.open(
                other, "ST-9999-01", FileKeyStore.openOrCreate(other.folder().resolve("journal.key")), CLOCK)) {
            for (int n = 0; n < 40; n++) intend(journal, "foreign-" + n, true);
        }
        byte[] foreign = Files.readAllBytes(other.secondCopy());
        assertTrue(holds(log, foreign, false, "foreign"));
        assertRepaired(foreign, "foreign");
    }

    @Test
    void a_journal_that_is_gone_with_its_second_copy_does_not_start_as_if_new() throws IOException {
        var place = lay(log, copy);
        open(place).close();
        Files.delete(place.journalFile());
        Files.delete(place.secondCopy());
        try (var journal = open(place)) {
            assertEquals(Set.of("journal-rebuilt"), findings(journal));
            assertTrue(Long.parseLong(
                            intend(journal, "next", true).localReference().replaceAll(".*-", ""))
                    > last);
        }
    }

    /// The citizen was told that nothing was kept, or the terminal stopped before anyone was told.
    @Test
    void a_case_of_the_second_copy_that_was_never_promised_is_not_sent() throws IOException {
        var place = lay(log, copy);
        open(place).close();
        try (var second = StoredCaseReplica.open(place.secondCopy())) {
            var any = second.livingCases().getFirst();
            second.addCase(new StoredCaseReplica.ReplicatedCase(
                    "never",
                    any.service(),
                    1,
                    "s",
                    "ABCDEFGH2345",
                    0,
                    second.lastSequence() + 1,
                    any.key(),
                    any.request(),
                    List.of()));
        }
        try (var journal = open(place)) {
            assertTrue(journal.cases().findCase("never").isEmpty());
            assertFalse(isReported(journal), "a stop in the middle is no damage");
        }
    }

    /// As written by the release before, which did not record the position of the journal.
    @Test
    void a_case_that_only_a_second_copy_of_the_release_before_has_comes_back() throws IOException {
        var place = lay(log, copy);
        open(place).close();
        byte[] older = Files.readAllBytes(place.secondCopy());
        Files.write(place.secondCopy(), Damaged.withoutSeen(older));
        lock = new byte[0];
        var behind = lay(new byte[0], Damaged.withoutSeen(older)); // the log was lost under the release before
        try (var journal = open(behind)) {
            journal.recovery().recoverAfterStop("run-2");
            for (String id : WAITING)
                assertEquals(
                        CaseState.UNKNOWN,
                        journal.cases().findCase(id).orElseThrow().state(),
                        id);
            assertEquals(Set.of("second-copy-repaired"), findings(journal));
        }
        try (var journal = open(place)) {
            assertFalse(isReported(journal), "an upgrade is no damage");
        }
    }

    @Test
    void verify_asks_a_second_copy_that_lies_beside_the_file_whether_the_end_is_there() throws IOException {
        var place = lay(new byte[0], copy);
        Files.copy(place.secondCopy(), place.folder().resolve("stored.copy"));
        var found = JournalFiles.verifyFile(
                place.journalFile(), FileKeyStore.openExisting(place.folder().resolve("journal.key")));
        assertTrue(found.why().contains("the second copy knows of entry " + last), found.why());
        assertFalse(found.sound());
    }

    @Test
    void open_findings_and_online_cases_of_a_journal_that_lost_its_end_reach_staff() throws IOException {
        var place = place(dir.resolve("findings"));
        byte[] full;
        byte[] early;
        try (var journal = open(place)) {
            journal.cases()
                    .recordUnknown(
                            journal.cases()
                                    .recordSending(intend(journal, "checked", false), "run")
                                    .orElseThrow(),
                            "no answer");
            journal.findings().raiseFinding(FindingKind.CLOCK, "the clock is wrong");
            early = Files.readAllBytes(place.folder().resolve("journal.db-wal"));
            journal.notes().addNote("late", "lost");
            full = Files.readAllBytes(place.folder().resolve("journal.db-wal"));
            db = Files.readAllBytes(place.journalFile());
            copy = Files.readAllBytes(place.secondCopy());
            key = Files.readAllBytes(place.folder().resolve("journal.key"));
            lock = Files.readAllBytes(place.folder().resolve("journal.lock"));
        }
        assertTrue(full.length > early.length);
        var behind = lay(early, copy);
        try (var journal = open(behind)) {
            assertEquals(Set.of("journal-rebuilt", "dead-letter", "clock"), findings(journal));
            assertEquals(
                    CaseState.DEAD_LETTER,
                    journal.cases().findCase("checked").orElseThrow().state());
        }
        try (var folders = Files.list(behind.folder().resolve("quarantine"))) {
            var found = folders.findFirst().orElseThrow().resolve("journal.db-wal.found");
            assertArrayEquals(early, Files.readAllBytes(found), "the log as it was found is kept");
        }
    }

    @Test
    void a_case_stands_in_the_log_alone_for_a_few_seconds_only() throws Exception {
        var place = lay(log, copy);
        try (var journal = open(place)) {
            intend(journal, "next", true);
            var wal = place.folder().resolve("journal.db-wal");
            assertTrue(Files.size(wal) > 0);
            long until = System.nanoTime() + 60_000_000_000L;
            while (Files.size(wal) > 0) {
                assertTrue(System.nanoTime() < until, "the log is not taken into the file");
                Thread.onSpinWait();
            }
        }
    }
}
