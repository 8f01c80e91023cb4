package org.openstm.device.supervision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SupervisedLoopTest {
    private static final Duration SHORT = Duration.ofMillis(1);

    @Test
    void a_round_that_throws_is_counted_and_the_next_one_comes() throws Exception {
        var rounds = new AtomicInteger();
        var well = new CountDownLatch(3);
        SupervisedLoop.Round failingTwice = () -> {
            int round = rounds.incrementAndGet();
            if (round == 1) throw new IllegalStateException("530102195503080028");
            if (round == 2) throw new NoClassDefFoundError("of a driver");
            well.countDown();
            Thread.sleep(1);
        };
        try (var loop = new SupervisedLoop("test", failingTwice, SHORT)) {
            loop.start();
            assertTrue(well.await(30, TimeUnit.SECONDS), "the thread ended");
            assertEquals(0, loop.loopHealth().inARow());
            assertEquals(2, loop.loopHealth().all());
            assertTrue(loop.loopHealth().last().startsWith("java.lang.NoClassDefFoundError at "));
            assertFalse(loop.loopHealth().last().contains("530102"));
        }
    }

    @Test
    void a_loop_that_fails_each_time_is_stuck() throws Exception {
        SupervisedLoop.Round failing = () -> {
            throw new IllegalStateException("always");
        };
        try (var loop = new SupervisedLoop("test", failing, SHORT)) {
            loop.start();
            while (!loop.loopHealth().isStuck()) Thread.onSpinWait();
            assertTrue(loop.loopHealth().all() >= loop.loopHealth().inARow());
        }
    }

    @Test
    void a_loop_that_is_closed_ends() throws Exception {
        var ended = new CountDownLatch(1);
        SupervisedLoop.Round waiting = () -> {
            try {
                Thread.sleep(Duration.ofHours(1));
            } finally {
                ended.countDown();
            }
        };
        var loop = new SupervisedLoop("test", waiting, SHORT);
        loop.start();
        loop.close();
        assertTrue(ended.await(30, TimeUnit.SECONDS));
        assertEquals(0, loop.loopHealth().all());
    }
}
