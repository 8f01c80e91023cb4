package org.openstm.kiosk.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.contract.Seeds;
import org.openstm.device.contract.TestTier;
import org.openstm.kiosk.journal.crypto.FileKeyStore;
import org.openstm.kiosk.journal.model.CaseState;
import org.openstm.kiosk.journal.model.JournalCase;
import org.openstm.kiosk.journal.model.JournalException;
import org.openstm.kiosk.journal.model.PrintResult;
import org.openstm.kiosk.journal.model.StaffFinding;
import org.openstm.kiosk.journal.model.UnprovedPrint;
import org.openstm.kiosk.journal.model.VerificationResult;
import org.openstm.kiosk.journal.store.HashChain;
import org.openstm.kiosk.journal.store.JournalSchema;
import org.openstm.kiosk.journal.store.JournalWriter;

class JournalTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-24T09:26:00Z"));
    private static final byte[] REQUEST =
            "{\"name\":\"李秀兰\",\"number\":\"530102195503080028\"}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path dir;

    private Journal open() {
        return Journal.open(dir, "ST-0412-03", FileKeyStore.openOrCreate(dir.resolve("journal.key")), CLOCK);
    }

    private Journal open(JournalWriter.ConnectionOpener opener) {
        return Journal.open(
                JournalLocation.inFolder(dir),
                "ST-0412-03",
                FileKeyStore.openOrCreate(dir.resolve("journal.key")),
                CLOCK,
                opener);
    }

    private static JournalCase intend(Journal journal, String id, boolean mayBeStored) {
        return journal.cases().recordIntent(id, "pension/life-proof", 3, "s-1", mayBeStored, REQUEST, "ABCDEFGH2345");
    }

    @Test
    void a_case_survives_the_end_of_the_process_with_the_same_bytes() {
        try (var journal = open()) {
            var made = intend(journal, "t-1", false);
            assertEquals(CaseState.INTENT, made.state());
            assertEquals("BJ-ST-0412-03-2", made.localReference());
        }
        try (var journal = open()) {
            assertArrayEquals(REQUEST, journal.cases().caseRequest("t-1"));
            assertEquals(1, journal.cases().unsettledCases().size());
        }
    }

    @Test
    void a_case_moves_right_and_keeps_central_s_answer() {
        try (var journal = open()) {
            var sending = journal.cases()
                    .recordSending(intend(journal, "t-1", true), "run-1")
                    .orElseThrow();
            assertEquals(1, sending.attempt());
            var waiting =
                    journal.cases().recordWaiting(sending, "nobody listens").orElseThrow();
            assertTrue(waiting.isStored());
            assertEquals(1, journal.cases().queuedCaseCount());
            var again = journal.cases().recordSending(waiting, "run-1").orElseThrow();
            assertEquals(2, again.attempt());
            var unknown = journal.cases().recordUnknown(again, "the line broke").orElseThrow();
            var accepted = journal.cases()
                    .recordAccepted(unknown, new byte[] {1, 2, 3})
                    .orElseThrow();
            assertArrayEquals(new byte[] {1, 2, 3}, accepted.receipt().orElseThrow());
            assertEquals(0, journal.cases().queuedCaseCount());
            assertTrue(journal.cases().unsettledCases().isEmpty());
        }
    }

    @Test
    void a_late_change_of_an_old_version_changes_nothing() {
        try (var journal = open()) {
            var intent = intend(journal, "t-1", true);
            var sending = journal.cases().recordSending(intent, "run-1").orElseThrow();
            assertTrue(journal.cases().recordAccepted(sending, new byte[] {1}).isPresent());
            String head = journal.chain().headHash();
            assertTrue(journal.cases().recordRejected(sending, new byte[] {2}).isEmpty());
            assertTrue(journal.cases().recordSending(intent, "run-1").isEmpty());
            assertEquals(head, journal.chain().headHash());
            assertEquals(
                    CaseState.ACCEPTED,
                    journal.cases().findCase("t-1").orElseThrow().state());
        }
    }

    @Test
    void no_state_ever_leads_left() {
        for (var from : CaseState.values()) {
            assertFalse(from.canBecome(CaseState.INTENT), from + " to INTENT");
            assertFalse(from.canBecome(from), from + " to itself");
            if (from.isSettled()) {
                for (var to : CaseState.values()) assertFalse(from.canBecome(to), from + " to " + to);
            }
        }
        assertFalse(CaseState.INTENT.canBecome(CaseState.ACCEPTED), "nothing is accepted that was never sent");
        assertFalse(CaseState.UNKNOWN.canBecome(CaseState.CANCELLED), "what may have arrived is never cancelled");
        assertFalse(CaseState.SENDING.canBecome(CaseState.CANCELLED));
    }

    @Test
    void random_moves_never_break_the_ratchet_or_the_chain() {
        long seed = Seeds.next();
        var random = new java.util.Random(seed);
        try (var journal = open()) {
            for (int n = 0; n < 12; n++) intend(journal, "t-" + n, n % 2 == 0);
            for (int step = 0; step < 120; step++) {
                var now = journal.cases().findCase("t-" + random.nextInt(12)).orElseThrow();
                var to = List.of(CaseState.values()).get(random.nextInt(CaseState.values().length));
                if (!now.state().canBecome(to)) {
                    assertThrows(IllegalStateException.class, () -> move(journal, now, to), "seed " + seed);
                    continue;
                }
                move(journal, now, to);
                var then = journal.cases().findCase(now.txId()).orElseThrow();
                assertEquals(now.version() + 1, then.version(), "seed " + seed);
                assertEquals(to, then.state(), "seed " + seed);
                assertTrue(then.attempt() >= now.attempt(), "seed " + seed);
            }
        }
        assertSound(verify());
    }

    private static void move(Journal journal, JournalCase now, CaseState to) {
        switch (to) {
            case INTENT -> throw new IllegalStateException("never");
            case SENDING -> journal.cases().recordSending(now, "run");
            case WAITING -> journal.cases().recordWaiting(now, "why");
            case UNKNOWN -> journal.cases().recordUnknown(now, "why");
            case ACCEPTED -> journal.cases().recordAccepted(now, new byte[] {7});
            case REJECTED -> journal.cases().recordRejected(now, new byte[] {8});
            case CANCELLED -> journal.cases().recordCancelled(now, "why", true);
            case DEAD_LETTER -> journal.cases().recordDeadLetter(now, "why");
        }
    }

    @Test
    void a_print_is_marked_before_the_first_byte_and_unknown_paper_is_a_finding() {
        try (var journal = open()) {
            intend(journal, "t-1", false);
            var mark = journal.prints().recordPrintBegun("t-1", "e-1", "receipt/standard", 1);
            assertEquals(3, mark.sequence());
            assertTrue(mark.evidence().matches("[0-9A-F]{8}"));
            assertEquals(1, journal.prints().unprovedPrints().size());
            journal.prints().recordPrintEnded("e-1", PrintResult.UNKNOWN, "no echo");
            assertEquals(
                    "print-unknown",
                    journal.findings().openFindings().getFirst().kind());
            assertEquals("no echo", journal.findings().openFindings().getFirst().text());
            journal.prints().recordPrintEnded("e-1", PrintResult.PROVED, "staff saw it");
            assertTrue(journal.prints().unprovedPrints().isEmpty());
            journal.findings()
                    .markFindingSeen(
                            journal.findings().openFindings().getFirst().sequence(), "looked into the slot");
            assertTrue(journal.findings().openFindings().isEmpty());
        }
        assertSound(verify());
    }

    @Test
    void staff_who_looked_for_a_paper_settle_that_paper_and_no_other() {
        try (var journal = open()) {
            intend(journal, "t-1", false);
            for (var effect : List.of("e-1", "e-2")) {
                journal.prints().recordPrintBegun("t-1", effect, "receipt/standard", 1);
                journal.prints().recordPrintEnded(effect, PrintResult.UNKNOWN, "no echo");
            }
            journal.prints()
                    .recordPaperSearch(
                            journal.findings().openFindings().get(1).sequence(),
                            false,
                            "staff 0417: no whole paper was there");
            assertEquals(
                    List.of("e-1"),
                    journal.prints().unprovedPrints().stream()
                            .map(UnprovedPrint::effectId)
                            .toList());
            assertEquals(1, journal.findings().openFindings().size());
            assertEquals(3, journal.outbox().pendingMessages().size(), "central hears of it, too");
        }
        assertSound(verify());
    }

    private List<String> afterAStop(Consumer<Journal> before) {
        try (var journal = open()) {
            before.accept(journal);
        }
        try (var journal = open()) {
            journal.recovery().recoverAfterStop("run-2");
            journal.recovery().recoverAfterStop("run-3"); // and a finding is said once
            return journal.findings().openFindings().stream()
                    .map(note -> note.kind() + " " + note.txId())
                    .toList();
        }
    }

    private static JournalCase accept(Journal journal, String txId) {
        var sending = journal.cases()
                .recordSending(intend(journal, txId, false), "run-1")
                .orElseThrow();
        return journal.cases()
                .recordAccepted(sending, "{}".getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
    }

    @Test
    @DisplayName("a case that went on while the terminal stopped is told to staff")
    void a_case_whose_citizen_still_waited_when_the_terminal_stopped_is_a_finding() {
        assertEquals(List.of("stopped-unattended t-1"), afterAStop(journal -> {
            intend(journal, "t-1", false);
            journal.recovery().noteCitizenWaiting("t-1");
            journal.cases().recordSending(journal.cases().findCase("t-1").orElseThrow(), "run-1");
        }));
    }

    @Test
    @DisplayName("also where it was accepted, and no slip was begun")
    void a_case_that_was_accepted_and_whose_slip_was_never_begun_is_a_finding() {
        assertEquals(List.of("stopped-unattended t-1"), afterAStop(journal -> {
            accept(journal, "t-1");
            journal.recovery().noteCitizenWaiting("t-1");
        }));
    }

    @Test
    void a_case_whose_visit_had_ended_or_whose_slip_came_out_is_none() {
        assertEquals(List.of(), afterAStop(journal -> {
            accept(journal, "t-1");
            journal.recovery().noteCitizenWaiting("t-1");
            journal.recovery().noteCitizenLeft();
            accept(journal, "t-2");
            journal.recovery().noteCitizenWaiting("t-2");
            journal.prints().recordPrintBegun("t-2", "e-1", "receipt/standard", 1);
            journal.prints().recordPrintEnded("e-1", PrintResult.PROVED, "echo");
        }));
    }

    @Test
    void recovery_asks_withdraws_and_keeps_as_the_design_says() {
        try (var journal = open()) {
            intend(journal, "online", false);
            intend(journal, "stored", true);
            assertTrue(journal.cases()
                    .recordSending(intend(journal, "under-way", false), "run-1")
                    .isPresent());
            journal.prints().recordPrintBegun("under-way", "e-1", "receipt/standard", 1);
        }
        try (var journal = open()) {
            journal.recovery().recoverAfterStop("run-2");
            assertEquals(
                    CaseState.CANCELLED,
                    journal.cases().findCase("online").orElseThrow().state());
            assertEquals(
                    CaseState.INTENT,
                    journal.cases().findCase("stored").orElseThrow().state());
            assertEquals(
                    CaseState.UNKNOWN,
                    journal.cases().findCase("under-way").orElseThrow().state());
            assertEquals(
                    List.of("cancelled", "print-unknown"),
                    journal.findings().openFindings().stream()
                            .map(StaffFinding::kind)
                            .toList());
            assertEquals(1, journal.prints().unprovedPrints().size());
        }
    }

    @Test
    void an_outbox_message_of_one_kind_is_taken_once_for_a_case() {
        try (var journal = open()) {
            intend(journal, "t-1", false);
            journal.outbox().postMessage("t-1", "rating", new byte[] {5});
            journal.outbox().postMessage("t-1", "rating", new byte[] {1});
            assertEquals(1, journal.outbox().pendingMessages().size());
            assertArrayEquals(
                    new byte[] {5},
                    journal.outbox().pendingMessages().getFirst().body());
            journal.outbox().markDelivered(journal.outbox().pendingMessages().getFirst());
            assertTrue(journal.outbox().pendingMessages().isEmpty());
        }
        assertSound(verify());
    }

    @Test
    void the_settings_are_read_back_and_a_wrong_one_refuses_service() throws SQLException {
        try (var connection = JournalSchema.openForWriting(dir.resolve("other.db"))) {
            JournalSchema.requireSettings(connection, JournalSchema.requiredSettings());
            try (var statement = connection.createStatement()) {
                statement.execute("PRAGMA synchronous=NORMAL");
            }
            var refusal = assertThrows(
                    JournalException.class,
                    () -> JournalSchema.requireSettings(connection, JournalSchema.requiredSettings()));
            assertTrue(String.valueOf(refusal.getMessage()).contains("synchronous is 1, not 2"));
        }
    }

    @Test
    void a_second_process_and_another_terminal_are_refused() {
        try (var _ = open()) {
            assertThrows(JournalException.class, this::open);
        }
        var keys = FileKeyStore.openOrCreate(dir.resolve("journal.key"));
        assertThrows(JournalException.class, () -> Journal.open(dir, "ST-9999-01", keys, CLOCK));
    }

    @Test
    void a_full_disk_is_said_and_the_journal_goes_on_when_there_is_room() {
        intendOnce();
        var full = new AtomicBoolean(true);
        try (var journal = open(file -> full.getAndSet(false) ? limited(file) : JournalSchema.openForWriting(file))) {
            var trouble = assertThrows(JournalException.class, () -> {
                for (int n = 0; n < 200; n++) intend(journal, "t-" + n, true);
            });
            assertTrue(String.valueOf(trouble.getMessage()).contains("could not be written"));
            int kept = journal.cases().queuedCaseCount();
            intend(journal, "after", true); // the connection was opened anew, without the limit
            assertEquals(kept + 1, journal.cases().queuedCaseCount());
        }
        assertSound(verify());
    }

    private void intendOnce() {
        try (var journal = open()) {
            intend(journal, "before", true);
        }
    }

    private static Connection limited(Path file) throws SQLException {
        var connection = JournalSchema.openForWriting(file);
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA max_page_count=1"); // SQLite takes it as: not one page more
        }
        return connection;
    }

    @Test
    void a_commit_that_fails_after_it_was_written_counts_because_the_row_is_read_back() {
        intendOnce();
        var failing = new AtomicBoolean(true);
        try (var journal = open(file -> failingCommit(JournalSchema.openForWriting(file), failing, true))) {
            assertEquals(CaseState.INTENT, intend(journal, "t-1", true).state());
            assertFalse(failing.get(), "the commit did fail");
            intend(journal, "t-2", true);
            assertEquals(3, journal.cases().queuedCaseCount());
        }
        assertSound(verify());
    }

    @Test
    void a_commit_that_fails_before_it_was_written_is_said_to_have_failed() {
        intendOnce();
        var failing = new AtomicBoolean(true);
        try (var journal = open(file -> failingCommit(JournalSchema.openForWriting(file), failing, false))) {
            assertThrows(JournalException.class, () -> intend(journal, "t-1", true));
            assertTrue(journal.cases().findCase("t-1").isEmpty());
            intend(journal, "t-1", true);
            assertEquals(2, journal.cases().queuedCaseCount());
        }
        assertSound(verify());
    }

    /// A connection whose first commit throws as after an I/O error, with or without the row on the disk.
    private static Connection failingCommit(Connection real, AtomicBoolean failing, boolean written) {
        return (Connection) Proxy.newProxyInstance(
                JournalTest.class.getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
                    if (method.getName().equals("commit") && failing.getAndSet(false)) {
                        if (written) real.commit();
                        throw new SQLException("disk I/O error");
                    }
                    return method.invoke(real, arguments);
                });
    }

    @Test
    void entries_cannot_be_changed_or_removed_by_a_statement() throws SQLException {
        try (var journal = open()) {
            intend(journal, "t-1", false);
        }
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("journal.db"));
                var statement = connection.createStatement()) {
            assertThrows(SQLException.class, () -> statement.executeUpdate("UPDATE journal SET kind = 6"));
            assertThrows(SQLException.class, () -> statement.executeUpdate("DELETE FROM journal"));
            statement.executeUpdate("UPDATE tx SET state = 6");
        }
        assertFalse(verify().sound());
        assertEquals(2, verify().firstBad().orElseThrow());
    }

    @Test
    void no_personal_data_stands_in_clear_in_any_file() throws IOException {
        try (var journal = open()) {
            var sending = journal.cases()
                    .recordSending(intend(journal, "t-1", true), "run")
                    .orElseThrow();
            journal.cases().recordAccepted(sending, REQUEST);
            journal.notes().addNote("staff-check", "李秀兰 530102195503080028");
            journal.outbox().postMessage("t-1", "rating", REQUEST);
            assertNothingClear();
        }
        assertNothingClear();
    }

    private void assertNothingClear() throws IOException {
        try (var files = Files.list(dir)) {
            for (Path file : files.toList()) {
                var bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                var name = new String("李秀兰".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
                assertFalse(bytes.contains("530102195503080028"), file + " holds the number");
                assertFalse(bytes.contains(name), file + " holds the name");
            }
        }
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("journal.key"))));
    }

    @Test
    void every_flipped_byte_that_changes_content_is_found_with_and_without_the_key() throws Exception {
        fill();
        byte[] whole = Files.readAllBytes(dir.resolve("journal.db"));
        assertSound(verify());
        long seed = Seeds.next();
        RandomGenerator random = new java.util.Random(seed);
        int changed = 0;
        for (int flip = 0; flip < 600; flip++) {
            int at = random.nextInt(whole.length);
            if (flipIsFound(whole, at, 1 << random.nextInt(8), "seed " + seed)) changed++;
        }
        assertTrue(changed > 60, "only " + changed + " flips hit content");
    }

    /// The first page holds the tables' definitions; the lowest bit of a type turns a text into a blob.
    @Test
    void a_flipped_low_bit_of_each_byte_of_the_first_page_is_found() throws Exception {
        fill();
        byte[] whole = Files.readAllBytes(dir.resolve("journal.db"));
        int changed = 0;
        long seed = Seeds.next();
        int step = TestTier.pick(16, 1);
        for (int at = Math.floorMod(seed, step); at < 4096; at += step)
            if (flipIsFound(whole, at, 1, Seeds.again(seed))) changed++;
        assertTrue(changed > 500 / step, "only " + changed + " flips hit content");
    }

    /// @return whether the flip changed content
    private boolean flipIsFound(byte[] whole, int at, int bit, String how) throws Exception {
        byte[] broken = whole.clone();
        broken[at] ^= (byte) bit;
        Path copy = dir.resolve("flipped.db");
        Files.write(copy, broken);
        try {
            if (dump(dir.resolve("journal.db")).equals(dump(copy))) return false;
            var with = JournalFiles.verifyFile(copy, FileKeyStore.openExisting(dir.resolve("journal.key")));
            assertFalse(with.sound(), "byte " + at + " bit " + bit + ", " + how);
            assertFalse(JournalFiles.verifyFile(copy, null).sound(), "byte " + at + " without the key, " + how);
            assertTrue(with.firstBad().isPresent());
            return true;
        } finally {
            Files.deleteIfExists(dir.resolve("flipped.db-wal"));
            Files.deleteIfExists(dir.resolve("flipped.db-shm"));
        }
    }

    @Test
    void the_first_bad_sequence_is_named() throws Exception {
        fill();
        Path file = dir.resolve("journal.db");
        byte[] whole = Files.readAllBytes(file);
        byte[] body;
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT body FROM journal WHERE seq = 7")) {
            body = row.getBytes(1);
        }
        int at = find(whole, body) + 20;
        whole[at] ^= 1;
        Files.write(file, whole);
        var found = JournalFiles.verifyFile(file, FileKeyStore.openExisting(dir.resolve("journal.key")));
        assertEquals(7, found.firstBad().orElseThrow());
        assertTrue(found.withKey());
        assertFalse(JournalFiles.verifyFile(file, null).withKey());
    }

    private static int find(byte[] in, byte[] what) {
        for (int at = 0; at + what.length <= in.length; at++) {
            if (java.util.Arrays.equals(in, at, at + what.length, what, 0, what.length)) return at;
        }
        throw new AssertionError("not in the file");
    }

    private void fill() {
        try (var journal = open()) {
            for (int n = 0; n < 8; n++) {
                var sending = journal.cases()
                        .recordSending(intend(journal, "t-" + n, n % 2 == 0), "run")
                        .orElseThrow();
                if (n % 3 == 0) journal.cases().recordAccepted(sending, new byte[300]);
                else journal.cases().recordWaiting(sending, "nobody listens");
                journal.prints().recordPrintBegun("t-" + n, "e-" + n, "receipt/standard", 1);
                journal.prints()
                        .recordPrintEnded(
                                "e-" + n, n % 4 == 0 ? PrintResult.UNKNOWN : PrintResult.PROVED, "process-id 7");
                journal.notes().addNote("staff-check", "done");
            }
            journal.outbox().postMessage("t-0", "rating", new byte[] {5});
        }
    }

    private static String dump(Path file) {
        var all = new StringBuilder();
        try (var connection = JournalSchema.openForReading(file);
                var statement = connection.createStatement()) {
            for (String table : List.of(
                    "journal",
                    "head",
                    "start",
                    "anchor",
                    "tx",
                    "effect",
                    "outbox",
                    "finding",
                    "keyring",
                    "migration",
                    "sqlite_schema")) {
                boolean schema = table.equals("sqlite_schema");
                var rows = statement.executeQuery(
                        schema ? "SELECT sql FROM sqlite_schema ORDER BY rowid" : "SELECT * FROM " + table);
                while (rows.next()) {
                    for (int c = 1; c <= rows.getMetaData().getColumnCount(); c++) {
                        Object value = rows.getObject(c);
                        all.append(value instanceof byte[] bytes ? HashChain.toHex(bytes) : value)
                                .append('|');
                    }
                    all.append('\n');
                }
            }
        } catch (SQLException | RuntimeException broken) {
            return "unreadable";
        }
        return all.toString();
    }

    private VerificationResult verify() {
        return JournalFiles.verifyFile(
                dir.resolve("journal.db"), FileKeyStore.openExisting(dir.resolve("journal.key")));
    }

    private static void assertSound(VerificationResult found) {
        assertEquals(Map.of("sound", true, "why", ""), Map.of("sound", found.sound(), "why", found.why()));
    }
}
