package org.openstm.kiosk.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.terminal.HeartbeatResponse;
import org.openstm.kiosk.dispatch.OutboxDispatcher.SubmissionResult;

/// State shared by the sending threads: which case is in progress, when it may be retried, the state of the
/// connection, and the results that sessions wait for. One lock guards all of it; nothing slow runs under the
/// lock.
final class RetryScheduler {
    /// Maximum number of results kept for waiting sessions; the journal holds all of them.
    private static final int KEPT = 1000;

    /// Shortest interval between a heartbeat and the next one that is requested early.
    private static final Duration BETWEEN_HURRIED = Duration.ofSeconds(1);

    /// @param seen whether the backlog was already woken for it; waking it again would keep it from ever
    ///     sleeping
    private record DueTime(Instant at, int failures, boolean seen) {
        DueTime withSeen(Instant now) {
            return at.isAfter(now) ? this : new DueTime(at, failures, true);
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final CircuitBreaker breaker = new CircuitBreaker();
    private final RetryBudget budget;
    private final Map<String, SubmissionResult> results = new HashMap<>();
    private final Set<String> busy = new HashSet<>();
    private final Map<String, DueTime> due = new HashMap<>();
    private final RetryPolicy pace;
    private final DispatchClock time;
    private final Condition news;
    private final Random random;
    private Duration skew = Duration.ZERO;
    private Optional<Duration> centralAhead = Optional.empty();
    private Duration reconnectWindow = Duration.ZERO;
    private Instant backlogFrom = Instant.MIN;
    private Instant upSince;
    private boolean work = true;
    private boolean closed;
    private boolean hurried;

    RetryScheduler(RetryPolicy pace) {
        this.pace = pace;
        this.time = pace.time();
        this.news = time.newCondition(lock);
        this.random = new Random(pace.seed());
        this.budget = new RetryBudget(pace.pulse());
        this.upSince = time.now();
    }

    Instant now() {
        return time.now();
    }

    boolean isConnected() {
        lock.lock();
        try {
            return breaker.isUp();
        } finally {
            lock.unlock();
        }
    }

    /// Claims a case; false if another thread is working on it.
    boolean claimWork(String txId) {
        lock.lock();
        try {
            return !closed && busy.add(txId);
        } finally {
            lock.unlock();
        }
    }

    void releaseWork(String txId) {
        lock.lock();
        try {
            busy.remove(txId);
        } finally {
            lock.unlock();
        }
        signalWork();
    }

    /// Requests the next heartbeat at once.
    void requestHeartbeatNow() {
        lock.lock();
        try {
            hurried = true;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Wakes the backlog thread.
    void signalWork() {
        lock.lock();
        try {
            work = true;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void publishResult(String txId, SubmissionResult result) {
        lock.lock();
        try {
            if (results.size() > KEPT) results.clear();
            results.put(txId, result);
            if (isSufficient(result, true)) due.remove(txId);
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Whether a result of this case has been published.
    boolean hasResult(String txId) {
        lock.lock();
        try {
            return results.containsKey(txId);
        } finally {
            lock.unlock();
        }
    }

    /// Waits for a result that satisfies the caller; empty if the time is over first.
    Optional<SubmissionResult> awaitResult(String txId, Instant until, boolean settledOnly)
            throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                @Nullable SubmissionResult result = results.get(txId);
                if (result != null && isSufficient(result, settledOnly)) return Optional.of(result);
                if (closed || !time.now().isBefore(until)) return Optional.empty();
                time.awaitNews(news, until);
            }
        } finally {
            lock.unlock();
        }
    }

    private static boolean isSufficient(SubmissionResult result, boolean settledOnly) {
        return switch (result) {
            case SubmissionResult.Unknown _ -> false;
            case SubmissionResult.Stored _ -> !settledOnly;
            case SubmissionResult.Accepted _, SubmissionResult.Rejected _, SubmissionResult.NotSent _ -> true;
        };
    }

    boolean isDue(String name) {
        lock.lock();
        try {
            DueTime at = due.get(name);
            return at == null || !at.at().isAfter(time.now());
        } finally {
            lock.unlock();
        }
    }

    /// Schedules the next attempt, by back-off or at the time that central asked for.
    void postponeWork(String name, Optional<Duration> notBefore) {
        lock.lock();
        try {
            DueTime before = due.get(name);
            int failures = before == null ? 1 : before.failures() + 1;
            due.put(name, new DueTime(time.now().plus(retryDelay(failures, notBefore)), failures, false));
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Removes the schedule: there will be no further attempt.
    void clearDueTime(String name) {
        lock.lock();
        try {
            due.remove(name);
        } finally {
            lock.unlock();
        }
    }

    Duration retryDelay(int failures, Optional<Duration> notBefore) {
        lock.lock();
        try {
            return notBefore
                    .map(wish -> CircuitBreaker.spreadUpwards(wish, random))
                    .orElseGet(() ->
                            CircuitBreaker.jitteredDelay(failures, pace.firstDelay(), pace.longestDelay(), random));
        } finally {
            lock.unlock();
        }
    }

    /// Delay before the connection is tried again.
    Duration delayToHeartbeat(int failures) {
        if (failures == 0) return pace.pulse();
        lock.lock();
        try {
            Duration shortest = pace.firstDelay().dividedBy(2); // full jitter may be zero, and zero would spin
            return shortest.plus(CircuitBreaker.jitteredDelay(failures, pace.firstDelay(), pace.pulse(), random));
        } finally {
            lock.unlock();
        }
    }

    /// Records every answer. When the connection comes back, everything waits a jittered delay, and work that
    /// nobody waits for is spread over central's reconnect window.
    <T> CentralReply<T> recordReply(CentralReply<T> reply) {
        lock.lock();
        try {
            if (reply instanceof CentralReply.NoAnswer<T>(var _, var _, var maybeArrived)) {
                breaker.recordSilence(maybeArrived);
            } else if (breaker.recordAnswer()) {
                Instant now = time.now();
                upSince = now;
                due.replaceAll((_, _) -> new DueTime(
                        now.plus(CircuitBreaker.jitteredDelay(0, pace.firstDelay(), pace.longestDelay(), random)),
                        0,
                        false));
                work = true;
                backlogFrom = now.plus(CircuitBreaker.randomWithin(reconnectWindow, random));
            }
            news.signalAll();
            return reply;
        } finally {
            lock.unlock();
        }
    }

    /// The same for a case: an answer that rejects the submission is charged to the retry budget.
    <T> CentralReply<T> recordCaseReply(CentralReply<T> reply) {
        lock.lock();
        try {
            switch (reply) {
                case CentralReply.Done<T> _ -> budget.recordAccepted();
                case CentralReply.Refused<T>(var problem) -> {
                    // 401: this terminal is not admitted at present, and its cases wait
                    boolean later = problem.retryable() || problem.status() >= 500 || problem.status() == 401;
                    if (later) budget.recordRefused();
                    else budget.recordAccepted();
                }
                case CentralReply.NoAnswer<T> _ -> {} // handled by the breaker
            }
            return recordReply(reply);
        } finally {
            lock.unlock();
        }
    }

    /// Whether the budget allows another request about a case; otherwise the case is postponed.
    boolean isRepeatAllowed(String txId) {
        lock.lock();
        try {
            if (busy.contains(txId)) return true; // another thread has it: no request will be made here
            if (budget.isRepeatAllowed(time.now())) return true;
            DueTime before = due.get(txId);
            due.put(txId, new DueTime(budget.nextAllowed(), before == null ? 0 : before.failures(), false));
            return false;
        } finally {
            lock.unlock();
        }
    }

    /// How long the connection has been up without interruption.
    Duration connectedDuration() {
        lock.lock();
        try {
            return breaker.isUp() ? Duration.between(upSince, time.now()) : Duration.ZERO;
        } finally {
            lock.unlock();
        }
    }

    /// @param asked when the request was sent: the answer is half the round trip old
    void recordHeartbeat(HeartbeatResponse pulse, Instant asked) {
        lock.lock();
        try {
            var half = Duration.between(asked, time.now()).dividedBy(2);
            skew = Duration.between(asked.plus(half), pulse.time());
            centralAhead = Optional.of(Duration.between(time.now().minus(half), pulse.time()));
            reconnectWindow = pulse.reconnectWindow();
        } finally {
            lock.unlock();
        }
    }

    /// Central's current time, from its last heartbeat and the time elapsed since; empty until one has come.
    Optional<Instant> centralTime() {
        lock.lock();
        try {
            return centralAhead.map(time.now()::plus);
        } finally {
            lock.unlock();
        }
    }

    Duration clockSkew() {
        lock.lock();
        try {
            return skew;
        } finally {
            lock.unlock();
        }
    }

    /// Returns when the connection is up and work may be due.
    void awaitWork() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                stopIfClosed();
                Instant now = time.now();
                Instant next = due.values().stream()
                        .filter(each -> !each.seen())
                        .map(DueTime::at)
                        .min(Instant::compareTo)
                        .orElse(Instant.MAX);
                boolean quiet = now.isBefore(backlogFrom);
                if (breaker.isUp() && !quiet && (work || !next.isAfter(now))) {
                    work = false;
                    due.replaceAll((_, each) -> each.withSeen(now));
                    return;
                }
                Instant atMost = now.plus(pace.pulse());
                if (quiet && backlogFrom.isBefore(atMost)) atMost = backlogFrom;
                time.awaitNews(news, breaker.isUp() && !quiet && next.isBefore(atMost) ? next : atMost);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Waits until the connection is to be tried again; sooner if another request finds it down meanwhile.
    void awaitHeartbeat(int failures) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            boolean down = failures > 0;
            Instant until = time.now().plus(delayToHeartbeat(failures));
            // a device that flaps must not take up the connection
            Instant soonest = time.now().plus(BETWEEN_HURRIED);
            while (time.now().isBefore(nextHeartbeat(soonest, until, down))) {
                stopIfClosed();
                if (!down && !breaker.isUp()) {
                    down = true;
                    until = time.now().plus(delayToHeartbeat(1));
                }
                time.awaitNews(news, nextHeartbeat(soonest, until, down));
            }
            hurried = false;
        } finally {
            lock.unlock();
        }
    }

    private Instant nextHeartbeat(Instant soonest, Instant until, boolean down) {
        return hurried && !down && soonest.isBefore(until) ? soonest : until;
    }

    void sleepUntil(Instant until) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (time.now().isBefore(until)) {
                stopIfClosed();
                time.awaitNews(news, until);
            }
        } finally {
            lock.unlock();
        }
    }

    private void stopIfClosed() throws InterruptedException {
        if (closed) throw new InterruptedException("closing");
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
