package org.openstm.kiosk.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.Condition;
import org.junit.jupiter.api.Test;
import org.openstm.device.contract.Seeds;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.NoAnswerReason;
import org.openstm.kiosk.central.ProblemDetails;

/// Delays and the breaker under a clock that only the test advances.
class BackOffTest {
    private static final class Hand implements DispatchClock {
        private Instant now = Instant.parse("2026-11-24T06:32:00Z");
        private Instant end = Instant.MAX;

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public void awaitNews(Condition news, Instant until) throws InterruptedException {
            now = until; // nobody else is here: time passes at once
            if (now.isAfter(end)) throw new InterruptedException("nothing woke it");
        }
    }

    private final Hand time = new Hand();
    private final RetryScheduler board = new RetryScheduler(
            new RetryPolicy(time, Duration.ofSeconds(2), Duration.ofMinutes(5), Duration.ofMinutes(1), 200, 42));

    @Test
    void delays_are_fully_jittered_below_a_doubling_ceiling() {
        long seed = Seeds.next();
        var random = new Random(seed);
        var seen = new HashSet<Long>();
        for (int n = 0; n < 2000; n++) {
            int failures = random.nextInt(30);
            Duration delay =
                    CircuitBreaker.jitteredDelay(failures, Duration.ofSeconds(2), Duration.ofMinutes(5), random);
            long ceiling = Math.min(300_000, 2000L << Math.min(failures, 20));
            assertTrue(delay.toMillis() >= 0 && delay.toMillis() < ceiling, "seed " + seed);
            seen.add(delay.toMillis());
        }
        assertTrue(seen.size() > 1000, "jitter, not steps");
    }

    @Test
    void a_central_that_takes_nothing_in_is_asked_ten_times_and_then_once_a_pulse_until_it_does() throws Exception {
        CentralReply<String> busy = new CentralReply.Refused<>(
                new ProblemDetails("system-down", 503, true, Map.of(), "", Optional.empty(), "none", Map.of()));
        int asked = 0;
        for (int n = 0; n < 200 && board.isRepeatAllowed("t-" + n); n++) {
            asked++;
            board.recordCaseReply(busy);
        }
        assertEquals(11, asked, "ten, and the first of those now and then");
        assertFalse(board.isRepeatAllowed("t-300"));
        assertFalse(board.isDue("t-300"), "put off");
        board.sleepUntil(time.now().plus(Duration.ofMinutes(1)));
        assertTrue(board.isDue("t-300"));
        assertTrue(board.isRepeatAllowed("t-300"));
        assertFalse(board.isRepeatAllowed("t-301"), "one in a minute");
        assertTrue(board.claimWork("t-302"));
        assertTrue(board.isRepeatAllowed("t-302"), "in another hand: nothing is spent");
        board.recordCaseReply(new CentralReply.Refused<>(
                new ProblemDetails("bad-signature", 401, false, Map.of(), "", Optional.empty(), "none", Map.of())));
        assertFalse(board.isRepeatAllowed("t-301"), "not to be let in is not to be taken in");
        board.recordCaseReply(new CentralReply.Done<>("taken in"));
        assertTrue(board.isRepeatAllowed("t-301"), "everything goes again");
    }

    @Test
    void central_s_own_wish_is_never_undercut() {
        var random = new Random(Seeds.next());
        for (int n = 0; n < 500; n++) {
            long spread =
                    CircuitBreaker.spreadUpwards(Duration.ofSeconds(10), random).toMillis();
            assertTrue(spread >= 10_000 && spread <= 15_000);
        }
        board.postponeWork("t-1", Optional.of(Duration.ofSeconds(10)));
        time.now = time.now.plusSeconds(9);
        assertFalse(board.isDue("t-1"));
        time.now = time.now.plusSeconds(7);
        assertTrue(board.isDue("t-1"));
    }

    @Test
    void one_refused_connection_or_three_silences_close_the_line_and_one_answer_opens_it() {
        board.recordReply(new CentralReply.NoAnswer<>(NoAnswerReason.TIMEOUT, "late", true));
        board.recordReply(new CentralReply.NoAnswer<>(NoAnswerReason.TIMEOUT, "late", true));
        assertTrue(board.isConnected());
        board.recordReply(new CentralReply.NoAnswer<>(NoAnswerReason.TIMEOUT, "late", true));
        assertFalse(board.isConnected());
        board.recordReply(new CentralReply.Done<>("hello"));
        assertTrue(board.isConnected());
        board.recordReply(new CentralReply.NoAnswer<>(NoAnswerReason.UNREACHABLE, "nobody listens", false));
        assertFalse(board.isConnected());
    }

    @Test
    void when_the_line_comes_back_the_queue_goes_within_the_first_delay() throws InterruptedException {
        for (int n = 0; n < 12; n++) board.postponeWork("t-1", Optional.empty());
        board.recordReply(new CentralReply.NoAnswer<>(NoAnswerReason.UNREACHABLE, "nobody listens", false));
        board.recordReply(new CentralReply.Done<>("hello"));
        Instant back = time.now;
        board.awaitWork();
        board.awaitWork();
        assertTrue(board.isDue("t-1"));
        assertTrue(Duration.between(back, time.now).compareTo(Duration.ofSeconds(2)) <= 0);
    }

    @Test
    void the_backlog_wakes_once_for_what_is_due_and_sleeps_again() throws InterruptedException {
        board.awaitWork(); // a start is work
        board.postponeWork("a case that will never go", Optional.of(Duration.ofSeconds(10)));
        board.awaitWork();
        time.end = time.now.plus(Duration.ofHours(1));
        assertThrows(InterruptedException.class, board::awaitWork);
    }

    @Test
    void the_line_is_felt_seldom_while_up_and_by_back_off_while_down() {
        assertEquals(Duration.ofMinutes(1), board.delayToHeartbeat(0));
        for (int failures = 1; failures < 40; failures++) {
            Duration next = board.delayToHeartbeat(failures);
            assertTrue(next.compareTo(Duration.ofSeconds(1)) >= 0, "never spins");
            assertTrue(next.compareTo(Duration.ofSeconds(61)) <= 0);
        }
    }
}
