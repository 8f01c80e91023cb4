package org.openstm.kiosk.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.dispatch.OutboxDispatcher.SubmissionResult;
import org.openstm.kiosk.journal.JournalFiles;
import org.openstm.kiosk.journal.model.CaseState;
import org.openstm.kiosk.journal.model.StaffFinding;

/// End to end: journal file, HTTP, reference central with its database.
class OutboxDispatcherTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LONG = Duration.ofMinutes(10);

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

    @Test
    void a_life_proof_is_accepted_and_its_receipt_survives_in_the_journal() throws InterruptedException {
        var fate = assertInstanceOf(SubmissionResult.Accepted.class, town.lifeProof("t-1"));
        assertTrue(fate.receipt().caseNumber().matches("SF\\d{8}\\d{4}"));
        assertEquals("2027-11-24", fate.receipt().result().get("nextDue"));
        assertEquals(
                CaseState.ACCEPTED,
                town.journal().cases().findCase("t-1").orElseThrow().state());
        town.restartKiosk();
        var after = assertInstanceOf(
                SubmissionResult.Accepted.class, town.dispatch().awaitResult("t-1", PATIENCE));
        assertEquals(fate.receipt(), after.receipt());
    }

    @Test
    void a_person_recorded_as_deceased_is_rejected_with_words() throws InterruptedException {
        var fate = assertInstanceOf(
                SubmissionResult.Rejected.class,
                town.submit("t-1", "pension/life-proof", Town.SUN_GUIHUA, false, Map.of()));
        assertEquals("deceased", fate.code());
        assertTrue(fate.receipt().isPresent());
        assertFalse(fate.message().getOrDefault("zh-CN", "").isEmpty());
    }

    @Test
    void the_allowance_before_eighty_is_rejected_with_the_date() throws InterruptedException {
        var fate = assertInstanceOf(
                SubmissionResult.Rejected.class,
                town.submit("t-1", "pension/old-age-allowance", Town.LI_XIULAN, true, Map.of()));
        assertEquals("not-of-age", fate.code());
        assertEquals("2035-03-08", fate.facts().get("eligibleFrom"));
    }

    @Test
    void the_same_again_within_a_day_is_refused_with_the_earlier_number_unless_wanted() throws InterruptedException {
        var first = assertInstanceOf(SubmissionResult.Accepted.class, town.lifeProof("t-1"));
        var second = assertInstanceOf(SubmissionResult.Rejected.class, town.lifeProof("t-2"));
        assertEquals("same-again", second.code());
        assertEquals(first.receipt().caseNumber(), second.facts().get("caseNumber"));
        assertInstanceOf(
                SubmissionResult.Accepted.class,
                town.submit("t-3", "pension/life-proof", Town.LI_XIULAN, false, Map.of("again", "yes")));
    }

    @Test
    void nobody_listening_stores_what_may_wait_and_cancels_the_rest() throws InterruptedException {
        town.central().startOutage("all", "down", LONG);
        var stored = assertInstanceOf(SubmissionResult.Stored.class, town.allowance("t-1"));
        assertTrue(stored.waiting().localReference().startsWith("BJ-ST-0412-03-"));
        assertInstanceOf(SubmissionResult.NotSent.class, town.lifeProof("t-2"));
        assertEquals(
                CaseState.CANCELLED,
                town.journal().cases().findCase("t-2").orElseThrow().state());
        assertEquals(1, town.journal().cases().unsettledCases().size(), "waits, or is just being sent");
        assertFalse(town.dispatch().isConnected());
    }

    @Test
    void a_stored_case_is_delivered_exactly_once_when_the_line_is_back() throws InterruptedException {
        town.central().startOutage("all", "down", LONG);
        assertInstanceOf(SubmissionResult.Stored.class, town.allowance("t-1"));
        town.central().startOutage("all", "up", LONG);
        assertInstanceOf(SubmissionResult.Accepted.class, town.dispatch().awaitResult("t-1", PATIENCE));
        assertEquals(0, town.dispatch().queuedCaseCount());
        assertEquals(Map.of("pension/old-age-allowance", Map.of("ACCEPTED", 1)), town.cases());
    }

    @Test
    void a_stored_case_is_delivered_after_a_restart_too() throws InterruptedException {
        town.central().startOutage("all", "down", LONG);
        assertInstanceOf(SubmissionResult.Stored.class, town.allowance("t-1"));
        town.restartKiosk();
        assertEquals(1, town.journal().cases().unsettledCases().size(), "waits, or is just being sent");
        town.central().startOutage("all", "up", LONG);
        assertInstanceOf(SubmissionResult.Accepted.class, town.dispatch().awaitResult("t-1", PATIENCE));
        assertEquals(Map.of("pension/old-age-allowance", Map.of("ACCEPTED", 1)), town.cases());
    }

    @Test
    void a_back_system_that_is_down_is_as_good_as_no_line() throws InterruptedException {
        town.central().startOutage("civil-affairs", "down", LONG);
        town.central().startOutage("social-security", "refuse", LONG);
        assertInstanceOf(SubmissionResult.Stored.class, town.allowance("t-1"));
        assertEquals(
                "system-down",
                assertInstanceOf(SubmissionResult.NotSent.class, town.lifeProof("t-2"))
                        .why());
        assertTrue(town.dispatch().isConnected(), "central itself answers");
        var systems = assertInstanceOf(
                        CentralReply.Done.class, town.dispatch().queryClient().querySystems())
                .value();
        assertEquals(false, ((Map<?, ?>) systems).get("civil-affairs"));
        assertEquals(true, ((Map<?, ?>) systems).get("tax"));
    }

    @Test
    void silence_after_the_commit_is_unknown_and_asking_finds_the_one_case() throws InterruptedException {
        town.central().startOutage("social-security", "silent-after-commit", LONG);
        var fate = assertInstanceOf(SubmissionResult.Accepted.class, town.lifeProof("t-1"));
        assertEquals(Map.of("pension/life-proof", Map.of("ACCEPTED", 1)), town.cases());
        assertEquals(1, town.journal().cases().findCase("t-1").orElseThrow().attempt(), "asked, not sent again");
        assertFalse(fate.receipt().caseNumber().isEmpty());
    }

    @Test
    void garbage_instead_of_a_receipt_is_no_answer_and_asking_finds_the_case() throws InterruptedException {
        town.expectGarbage();
        town.central().startOutage("social-security", "garbage", LONG);
        assertInstanceOf(SubmissionResult.Accepted.class, town.lifeProof("t-1"));
        assertEquals(Map.of("pension/life-proof", Map.of("ACCEPTED", 1)), town.cases());
    }

    @Test
    void an_unknown_case_is_told_so_and_settles_later_in_the_background() throws InterruptedException {
        town.cutEverythingAfter(0);
        assertInstanceOf(SubmissionResult.Unknown.class, town.viaProxy().lifeProof("t-1", Duration.ofSeconds(2)));
        town.cutNothing();
        assertInstanceOf(SubmissionResult.Accepted.class, town.dispatch().awaitResult("t-1", PATIENCE));
        assertEquals(Map.of("pension/life-proof", Map.of("ACCEPTED", 1)), town.cases());
    }

    @Test
    void a_start_asks_after_what_was_under_way_and_withdraws_what_was_only_promised() throws InterruptedException {
        town.stopKiosk();
        try (var journal = town.openJournal()) {
            town.intend(journal, "promised", "pension/life-proof", Town.LI_XIULAN, false, Map.of());
            town.intend(journal, "stored", "pension/old-age-allowance", Town.WANG_DEFU, true, Map.of());
            var sending = town.intend(journal, "under-way", "pension/life-proof", Town.WANG_DEFU, false, Map.of());
            assertTrue(journal.cases().recordSending(sending, "a-run-that-died").isPresent());
        }
        town.startKiosk();
        assertInstanceOf(SubmissionResult.NotSent.class, town.dispatch().awaitResult("promised", Duration.ZERO));
        assertInstanceOf(SubmissionResult.Accepted.class, town.dispatch().awaitResult("under-way", PATIENCE));
        assertInstanceOf(SubmissionResult.Accepted.class, town.dispatch().awaitResult("stored", PATIENCE));
        assertEquals(
                List.of("cancelled"),
                town.journal().findings().openFindings().stream()
                        .map(StaffFinding::kind)
                        .toList());
        assertEquals(
                Map.of("pension/life-proof", Map.of("ACCEPTED", 1), "pension/old-age-allowance", Map.of("ACCEPTED", 1)),
                town.cases());
    }

    @Test
    void central_restarted_holds_exactly_one_case_and_repeats_its_words() throws InterruptedException {
        var fate = assertInstanceOf(SubmissionResult.Accepted.class, town.lifeProof("t-1"));
        town.restartCentral();
        var again = assertInstanceOf(
                CentralReply.Done.class,
                town.client().submitCase("t-1", town.journal().cases().caseRequest("t-1")));
        assertEquals(fate.receipt(), again.value());
        assertEquals(Map.of("pension/life-proof", Map.of("ACCEPTED", 1)), town.cases());
    }

    @Test
    void a_rating_waits_for_its_case_and_arrives_once() throws InterruptedException {
        town.central().startOutage("all", "down", LONG);
        assertInstanceOf(SubmissionResult.Stored.class, town.allowance("t-1"));
        town.dispatch().postRating("t-1", 5, List.of());
        town.dispatch().postRating("t-1", 1, List.of("slow"));
        town.central().startOutage("all", "up", LONG);
        assertInstanceOf(SubmissionResult.Accepted.class, town.dispatch().awaitResult("t-1", PATIENCE));
        town.until(() -> town.journal().outbox().pendingMessages().isEmpty());
        var repeat = assertInstanceOf(CentralReply.Done.class, town.client().rateCase("t-1", 3, List.of()));
        assertEquals(false, repeat.value(), "it had been rated");
    }

    @Test
    void the_queue_has_a_cap_and_the_next_case_is_refused() throws InterruptedException {
        town.central().startOutage("all", "down", LONG);
        for (int n = 0; n < Town.CAP; n++) assertInstanceOf(SubmissionResult.Stored.class, town.allowance("t-" + n));
        assertEquals(
                "queue-full",
                assertInstanceOf(SubmissionResult.NotSent.class, town.allowance("one-more"))
                        .why());
        assertEquals(Town.CAP, town.dispatch().queuedCaseCount());
    }

    @Test
    void queries_answer_at_once_while_the_line_is_down() throws InterruptedException {
        town.central().startOutage("all", "down", LONG);
        town.until(() -> !town.dispatch().isConnected());
        var reply = town.dispatch().queryClient().querySystems();
        assertFalse(assertInstanceOf(CentralReply.NoAnswer.class, reply).maybeArrived());
    }

    @Test
    void no_clear_text_person_is_left_in_the_kiosk_s_files() throws Exception {
        assertInstanceOf(SubmissionResult.Accepted.class, town.lifeProof("t-1"));
        town.stopKiosk();
        town.assertNoPersonIn(town.kioskDir());
        assertTrue(JournalFiles.verifyFile(town.kioskDir().resolve("journal.db"), null)
                .sound());
    }
}
