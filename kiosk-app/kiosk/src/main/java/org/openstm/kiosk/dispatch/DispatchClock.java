package org.openstm.kiosk.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/// Clock and waiting for the dispatcher; tests advance it by hand.
public interface DispatchClock {
    /// Monotonic: setting the system clock does not change it.
    Instant now();

    /// Waits for a signal on `news` until the given time at most. The caller holds the lock of `news`.
    void awaitNews(Condition news, Instant until) throws InterruptedException;

    /// The condition on which holders of this lock wait.
    default Condition newCondition(Lock lock) {
        return lock.newCondition();
    }

    /// Starts threads that run by this clock.
    default ExecutorService newExecutor() {
        return Executors.newVirtualThreadPerTaskExecutor();
    }

    static DispatchClock system() {
        var start = Instant.now();
        long nanos = System.nanoTime();
        return new DispatchClock() {
            @Override
            public Instant now() {
                return start.plusNanos(System.nanoTime() - nanos);
            }

            @Override
            @SuppressWarnings("WaitNotInLoop") // the caller loops
            public void awaitNews(Condition news, Instant until) throws InterruptedException {
                var left = Duration.between(now(), until);
                if (left.isPositive()) {
                    var _ = news.await(Math.min(left.toMillis() + 1, 86_400_000), TimeUnit.MILLISECONDS);
                }
            }
        };
    }
}
