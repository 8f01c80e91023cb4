package org.openstm.device.contract;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A command on a thread of its own, as on a device's executor, that can be interrupted.
final class Lane<R> {
    /// A device call.
    interface Work<R> {
        R done() throws Exception;
    }

    private final FutureTask<R> task;
    private final Thread thread;

    private Lane(Work<R> work) {
        task = new FutureTask<>(work::done);
        thread = Thread.ofPlatform().daemon().name("kit lane").start(task);
    }

    static <R> Lane<R> begin(Work<R> work) {
        return new Lane<>(work);
    }

    /// Waits until its thread waits for an answer: the command is handed over.
    void awaitHandedOver() throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TIMED_WAITING) {
            assertTrue(System.nanoTime() < end && runs(), "the command waits for no answer");
            Thread.sleep(5);
        }
    }

    boolean runs() {
        return thread.isAlive();
    }

    /// Interrupts the command and waits for its end.
    ///
    /// @return milliseconds until it returned
    long interrupt(Duration limit) throws InterruptedException {
        long start = System.nanoTime();
        thread.interrupt();
        thread.join(limit);
        assertFalse(thread.isAlive(), () -> "the command still runs " + limit + " after it was interrupted");
        return (System.nanoTime() - start) / 1_000_000;
    }

    /// The command's result; rethrows its exception.
    R result(Duration limit) throws Exception {
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            throw new AssertionError("the command still runs after " + limit);
        } catch (ExecutionException thrown) {
            if (thrown.getCause() instanceof Exception cause) throw cause;
            throw new AssertionError(thrown.getCause());
        }
    }
}
