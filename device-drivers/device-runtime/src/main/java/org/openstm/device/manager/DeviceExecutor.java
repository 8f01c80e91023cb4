package org.openstm.device.manager;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The one thread that works a device. Work that exceeds its time limit is interrupted; if that does not help, the
/// thread is abandoned and the next work gets a new one.
final class DeviceExecutor implements AutoCloseable {
    /// The work exceeded its time limit.
    static final class WorkOverdue extends Exception {
        WorkOverdue() {
            super("overdue", null, false, false);
        }
    }

    /// The work was cancelled from outside; its progress is unknown.
    static final class WorkCancelled extends Exception {
        WorkCancelled() {
            super("cancelled", null, false, false);
        }
    }

    private final String name;
    private final Object worker = new Object();
    private ExecutorService thread;
    private boolean closed;
    private @Nullable Thread working;
    private boolean cancelled;

    DeviceExecutor(String name) {
        this.name = name;
        this.thread = startThread();
    }

    private ExecutorService startThread() {
        return Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("device " + name).factory());
    }

    <R> R callWithin(Callable<R> work, Duration limit) throws InterruptedException, WorkOverdue, WorkCancelled {
        var mine = currentExecutor();
        var future = mine.submit(() -> runCancellable(work));
        try {
            return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException cancelled) {
            future.cancel(true);
            throw cancelled;
        } catch (TimeoutException _) {
            future.cancel(true);
            replaceHungThread(mine);
            throw new WorkOverdue();
        } catch (CancellationException _) {
            throw new RejectedExecutionException("the device manager was closed before the work began");
        } catch (ExecutionException broken) {
            var cause = broken.getCause();
            // only closing the device manager interrupts work whose caller still waits: its progress is unknown
            if (cause instanceof WorkCancelled byOther) throw byOther;
            if (cause instanceof InterruptedException) throw new WorkOverdue();
            if (cause instanceof RuntimeException bug) throw bug;
            throw new IllegalStateException(cause);
        }
    }

    private <R> R runCancellable(Callable<R> work) throws Exception {
        synchronized (worker) {
            working = Thread.currentThread();
        }
        try {
            return work.call();
        } catch (InterruptedException interrupted) {
            synchronized (worker) {
                if (cancelled) throw new WorkCancelled();
            }
            throw interrupted;
        } finally {
            synchronized (worker) {
                working = null;
                if (cancelled) Thread.interrupted(); // the interrupt came too late and must not hit the next work
                cancelled = false;
            }
        }
    }

    /// Interrupts the running work, if any.
    void cancelRunning() {
        synchronized (worker) {
            if (working == null) return;
            cancelled = true;
            working.interrupt();
        }
    }

    private synchronized ExecutorService currentExecutor() {
        if (closed) throw new RejectedExecutionException("the device manager is closed");
        return thread;
    }

    private synchronized void replaceHungThread(ExecutorService hung) {
        shutDownExecutor(hung);
        if (thread.equals(hung) && !closed) thread = startThread();
    }

    @Override
    public synchronized void close() {
        closed = true;
        shutDownExecutor(thread);
    }

    /// Rejects queued work: it must not wait for an abandoned thread.
    private static void shutDownExecutor(ExecutorService thread) {
        for (var waiting : thread.shutdownNow()) if (waiting instanceof Future<?> future) future.cancel(false);
    }

    /// Waits for the thread to end, at most `patience`.
    void awaitEnd(Duration patience) throws InterruptedException {
        ExecutorService last;
        synchronized (this) {
            last = thread;
        }
        var _ = last.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
