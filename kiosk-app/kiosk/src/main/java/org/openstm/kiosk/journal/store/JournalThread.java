package org.openstm.kiosk.journal.store;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.openstm.kiosk.journal.model.JournalException;

/// The only thread that uses the journal's files. Callers wait for their work, and an interrupt does not shorten this,
/// since a promise depends on it.
final class JournalThread implements AutoCloseable {
    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("journal").daemon().factory());

    JournalThread() {
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false); // a checkpoint; the file is closed
    }

    /// @throws JournalException also after [#close]
    <T> T call(Callable<T> work) {
        var pending = submit(work);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return pending.get();
                } catch (InterruptedException leaving) {
                    interrupted = true;
                } catch (ExecutionException failed) {
                    if (failed.getCause() instanceof RuntimeException known) throw known;
                    throw new JournalException("the journal's file cannot be used", failed.getCause());
                }
            }
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    private <T> Future<T> submit(Callable<T> work) {
        try {
            return executor.submit(work);
        } catch (RejectedExecutionException late) {
            throw new JournalException("the journal is closed", late);
        }
    }

    /// Called on the thread itself.
    void runLater(Runnable work, Duration delay) {
        var _ = executor.schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Waits for work that was handed over.
    @Override
    public void close() {
        executor.close();
    }
}
