package org.openstm.kiosk.dispatch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.FileReference;
import org.openstm.kiosk.central.json.OtherCentral;
import org.openstm.kiosk.dispatch.OutboxDispatcher.SubmissionResult;
import org.openstm.kiosk.journal.JournalFiles;
import org.openstm.kiosk.journal.model.CaseState;
import org.openstm.kiosk.journal.model.StaffFinding;

/// The files of a case reach a real central before the case, once, whatever happens in between.
class FilesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LONG = Duration.ofHours(1);
    private static final Map<String, Map<String, Integer>> ONE =
            Map.of("pension/old-age-allowance", Map.of("ACCEPTED", 1));
    private static final byte[] PICTURE = picture("canary-strokes ".repeat(200));

    @TempDir
    Path dir;

    private Town town;

    @BeforeEach
    void open() {
        town = new Town(dir);
    }

    @AfterEach
    void close() {
        town.close();
    }

    private static byte[] picture(String rest) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
        bytes.writeBytes(rest.getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    private int seen(String what) {
        return town.contract().seen().getOrDefault(what, 0);
    }

    private void assertOneCaseWithItsFile() {
        assertEquals(ONE, town.cases());
        assertEquals("{\"files\":1}", town.demo("/demo/files"));
    }

    @Test
    void a_file_goes_before_its_case_and_is_nowhere_in_clear_on_the_terminal() throws Exception {
        town.signed(town.journal(), "t-1", PICTURE);
        assertInstanceOf(SubmissionResult.Accepted.class, town.dispatch().submitCase("t-1", PATIENCE));
        assertOneCaseWithItsFile();
        assertEquals(1, seen("upload 201"));
        assertEquals(1, seen("submit 201"));
        assertEquals(1, town.journal().cases().findCase("t-1").orElseThrow().attempt());
        town.stopKiosk();
        try (var files = Files.walk(town.kioskDir())) {
            for (Path file : files.filter(Files::isRegularFile).toList())
                assertTrue(
                        !new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains("canary"),
                        file + " holds the strokes");
        }
        assertEquals(
                "",
                JournalFiles.verifyFile(town.kioskDir().resolve("journal.db"), null)
                        .why());
    }

    @Test
    void a_file_that_cannot_be_brought_leaves_its_case_certainly_unsent() throws InterruptedException {
        town.central().startOutage("all", "refuse", LONG);
        town.signed(town.journal(), "t-1", PICTURE);
        assertInstanceOf(SubmissionResult.Stored.class, town.dispatch().submitCase("t-1", PATIENCE));
        var waits = town.journal().cases().findCase("t-1").orElseThrow();
        assertEquals(CaseState.INTENT, waits.state(), "no attempt of the case was begun");
        assertEquals(0, seen("submit 503") + seen("submit 201"));
        town.central().startOutage("all", "up", LONG);
        assertInstanceOf(SubmissionResult.Accepted.class, town.dispatch().awaitResult("t-1", PATIENCE));
        assertOneCaseWithItsFile();
    }

    @Test
    void silence_on_a_file_is_no_unknown_case_and_it_goes_again() throws InterruptedException {
        town.central().startOutage("all", "silent-after-commit", LONG);
        town.signed(town.journal(), "t-1", PICTURE);
        assertInstanceOf(SubmissionResult.Stored.class, town.dispatch().submitCase("t-1", PATIENCE));
        assertEquals(
                CaseState.INTENT,
                town.journal().cases().findCase("t-1").orElseThrow().state());
        town.central().startOutage("all", "up", LONG);
        assertInstanceOf(SubmissionResult.Accepted.class, town.dispatch().awaitResult("t-1", PATIENCE));
        assertOneCaseWithItsFile();
        assertTrue(
                seen("upload 200") >= 1,
                "it was there already: " + town.contract().seen());
    }

    @Test
    void a_portal_that_answers_in_centrals_place_is_no_central_that_has_the_file() throws InterruptedException {
        town.expectGarbage();
        town.central().startOutage("all", "garbage", LONG);
        town.signed(town.journal(), "t-1", PICTURE);
        assertInstanceOf(SubmissionResult.Stored.class, town.dispatch().submitCase("t-1", PATIENCE));
        assertEquals(
                CaseState.INTENT,
                town.journal().cases().findCase("t-1").orElseThrow().state());
        town.central().startOutage("all", "up", LONG);
        assertInstanceOf(SubmissionResult.Accepted.class, town.dispatch().awaitResult("t-1", PATIENCE));
        assertOneCaseWithItsFile();
    }

    @Test
    void a_terminal_that_stopped_between_file_and_case_brings_each_once() throws InterruptedException {
        town.stopKiosk();
        try (var journal = town.openJournal()) {
            town.signed(journal, "t-1", PICTURE);
            var file = FileReference.of("signature", "image/png", PICTURE);
            assertEquals(new CentralReply.Done<>(true), town.client().uploadFile(file, PICTURE));
        }
        town.startKiosk();
        assertInstanceOf(SubmissionResult.Accepted.class, town.dispatch().awaitResult("t-1", PATIENCE));
        assertOneCaseWithItsFile();
        assertEquals(1, seen("upload 200"));
    }

    @Test
    void a_central_that_let_the_file_go_meanwhile_gets_it_again_in_the_same_step() throws Exception {
        town.stopKiosk();
        try (var journal = town.openJournal()) {
            // the case was under way when the terminal stopped, and its file is gone from central
            var sending = town.signed(journal, "t-1", PICTURE);
            assertTrue(journal.cases().recordSending(sending, "a-run-that-died").isPresent());
        }
        town.startKiosk();
        assertInstanceOf(SubmissionResult.Accepted.class, town.dispatch().awaitResult("t-1", PATIENCE));
        assertEquals(1, seen("submit 409"), town.contract().seen().toString());
        assertEquals(1, seen("submit 201"));
        assertEquals(1, seen("upload 201"));
        assertEquals(2, town.journal().cases().findCase("t-1").orElseThrow().attempt());
        assertOneCaseWithItsFile();
        assertArrayEquals(PICTURE, atCentral());
    }

    private byte[] atCentral() throws Exception {
        var url = "jdbc:sqlite:" + dir.resolve("central/central.db");
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT bytes FROM file")) {
            assertTrue(row.next());
            return row.getBytes(1);
        }
    }

    @Test
    void a_central_that_has_no_place_for_files_gets_the_case_without_them() throws Exception {
        town.stopKiosk();
        try (var old = new OtherCentral(dir, Map.of(), Map.of());
                var line = town.connectAnew(old.uri());
                var journal = town.openJournal()) {
            town.signed(journal, "t-1", PICTURE);
            var policy = QueuePolicy.of(Duration.ofDays(3), 60);
            try (var dispatch = OutboxDispatcher.start(journal, line, RetryPolicy.forBranch(), policy, "run")) {
                assertInstanceOf(SubmissionResult.Accepted.class, dispatch.submitCase("t-1", PATIENCE));
            }
            assertEquals(List.of("PUT files", "PUT transactions"), old.asked());
            assertArrayEquals(
                    PICTURE, journal.cases().caseAttachments("t-1").getFirst().bytes(), "they stay in the journal");
        }
    }

    @Test
    void a_central_that_has_no_place_for_files_never_gets_a_case_without_what_was_answered_by_one() throws Exception {
        town.stopKiosk();
        try (var old = new OtherCentral(dir, Map.of(), Map.of());
                var line = town.connectAnew(old.uri());
                var journal = town.openJournal()) {
            town.pictured(journal, "t-1", PICTURE);
            var policy = QueuePolicy.of(Duration.ofDays(3), 60);
            try (var dispatch = OutboxDispatcher.start(journal, line, RetryPolicy.forBranch(), policy, "run")) {
                assertInstanceOf(SubmissionResult.NotSent.class, dispatch.submitCase("t-1", PATIENCE));
            }
            assertEquals(List.of("PUT files"), old.asked(), "and never the case");
            assertEquals(
                    CaseState.DEAD_LETTER,
                    journal.cases().findCase("t-1").orElseThrow().state());
        }
    }

    @Test
    void a_file_that_central_will_never_take_is_a_matter_for_staff() throws InterruptedException {
        town.signed(town.journal(), "t-1", "no picture at all".getBytes(StandardCharsets.UTF_8));
        assertEquals(
                "type-wrong",
                assertInstanceOf(SubmissionResult.NotSent.class, town.dispatch().submitCase("t-1", PATIENCE))
                        .why());
        assertEquals(
                CaseState.DEAD_LETTER,
                town.journal().cases().findCase("t-1").orElseThrow().state());
        assertEquals(
                List.of("dead-letter"),
                town.journal().findings().openFindings().stream()
                        .map(StaffFinding::kind)
                        .toList());
        assertEquals(Map.of(), town.cases());
    }
}
