package org.openstm.kiosk.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/// The time that dispatch waits by; tests move it by hand.
public interface DispatchClock {
    /// Never jumps when someone sets the clock.
    Instant now();

    /// Waits for news, at most until then. The lock of `news` is held.
    void awaitNews(Condition news, Instant until) throws InterruptedException;

    /// What those wait on who hold this lock.
    default Condition newCondition(Lock lock) {
        return lock.newCondition();
    }

    /// Threads that live in this time.
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
            @SuppressWarnings("WaitNotInLoop") // whoever calls stands in the loop
            public void awaitNews(Condition news, Instant until) throws InterruptedException {
                var left = Duration.between(now(), until);
                if (left.isPositive()) {
                    var _ = news.await(Math.min(left.toMillis() + 1, 86_400_000), TimeUnit.MILLISECONDS);
                }
            }
        };
    }
}
