package org.openstm.device.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.openstm.device.Device;
import org.openstm.device.Fault;
import org.openstm.device.HealthLevel;

/// Time: a command ends when it is cancelled, when its device is closed, and when its patience is over.
///
/// @param <D> the port of the class
/// @param <R> the bench of the class
abstract class CancelChecks<D extends Device, R extends Rig> extends ClaimChecks<D, R> {
    /// An interrupt takes effect within this time.
    private static final long CANCEL_MILLIS = 500;

    /// A busy machine delays one cancel or another, a slow driver all of them.
    private static final int CANCELS = 3;

    @Test
    void a_cancel_takes_effect_at_once_in_each_phase() throws Exception {
        var device = open();
        // the first command of a process loads fonts and classes, which no interrupt ends
        work(device, rig());
        assertPromptCancel("at work", () -> {
            makeItLast(rig());
            var working = Lane.begin(() -> attempt(device, Duration.ofSeconds(25)));
            Thread.sleep(AT_WORK);
            assertTrue(working.runs(), "the command was over before it could be cancelled");
            long millis = working.interrupt(GENEROUS);
            assertCancelled(working);
            rig().heal();
            work(device, rig());
            return millis;
        });
        assertPromptCancel("peer silent", () -> {
            makeItLast(rig());
            var working = Lane.begin(() -> attempt(device, Duration.ofSeconds(25)));
            Thread.sleep(300);
            rig().stopReading(Duration.ofSeconds(3));
            Thread.sleep(500);
            long millis = working.interrupt(GENEROUS);
            rig().heal();
            Thread.sleep(2600);
            work(device, rig());
            return millis;
        });
    }

    /// One cancel of a command at work.
    interface Cancel {
        /// @return milliseconds until the command had ended
        long millis() throws Exception;
    }

    /// Repeats a cancel that took too long: the best of a few is the driver's own time.
    void assertPromptCancel(String phase, Cancel cancel) throws Exception {
        long best = cancel.millis();
        for (int n = 1; n < CANCELS && best > CANCEL_MILLIS; n++) best = Math.min(best, cancel.millis());
        long millis = best;
        tell("cancel, " + phase, millis, Long.toString(CANCEL_MILLIS));
        assertTrue(millis <= CANCEL_MILLIS, () -> "cancel, " + phase + ", took " + millis + " ms at best");
    }

    private static void assertCancelled(Lane<Optional<Fault>> ended) throws Exception {
        try {
            // completion just before the cancel is fine, too; a fault other than a cancelled command is not
            assertEquals(
                    "canceled",
                    ended.result(Duration.ofMillis(100)).map(Fault::code).orElse("canceled"));
        } catch (InterruptedException _) {
            // as required
        }
    }

    @Test
    void a_cancel_at_the_desk_ends_what_runs_and_what_waits() throws Exception {
        var desk = desk();
        var port = port(desk);
        assertPromptCancel("at the desk", () -> {
            makeItLast(rig());
            var running = Lane.begin(() -> attempt(port, Duration.ofSeconds(25)));
            Thread.sleep(AT_WORK);
            var waiting = Lane.begin(() -> attempt(port, Duration.ofSeconds(25)));
            waiting.awaitHandedOver();
            Thread.sleep(200);
            long start = System.nanoTime();
            desk.cancelCommands(id());
            assertCode("canceled", running.result(GENEROUS));
            assertCode("canceled", waiting.result(GENEROUS));
            long millis = (System.nanoTime() - start) / 1_000_000;
            rig().heal();
            work(port, rig());
            return millis;
        });
    }

    @Test
    void a_peer_that_stops_reading_cannot_hold_it() throws Exception {
        var device = open();
        rig().stopReading(Duration.ofSeconds(60));
        var patience = Duration.ofSeconds(1);
        timed("status", patience, Duration.ZERO, () -> device.status(patience));
        timed("command", patience, grace(), () -> attempt(device, patience));
        timed("statistics", patience, Duration.ZERO, () -> device.statistics(patience));
        timed("health check", patience, grace(), () -> device.checkHealth(HealthLevel.EXTERNAL, patience));
        timed("reset", patience, grace(), () -> {
            device.reset(patience);
            return true;
        });
        timed("close", Duration.ZERO, Duration.ofSeconds(1), () -> {
            device.close();
            return true;
        });
    }

    private void timed(String what, Duration patience, Duration grace, Lane.Work<?> work) throws Exception {
        long start = System.nanoTime();
        var lane = Lane.begin(work::done);
        lane.result(patience.plus(grace).plus(GENEROUS));
        long over = (System.nanoTime() - start) / 1_000_000 - patience.toMillis();
        tell("peer silent, " + what + " over its patience", over, Long.toString(grace.toMillis() + 250));
    }

    @Test
    void closing_from_another_thread_frees_a_command() throws Exception {
        var device = open();
        makeItLast(rig());
        var working = Lane.begin(() -> attempt(device, Duration.ofSeconds(25)));
        Thread.sleep(AT_WORK);
        device.close();
        assertTrue(working.result(GENEROUS.plus(grace())).isPresent());
    }
}
