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

/// What the senders share: who has which case in hand, when what may go again, the state of the line, and
/// the news that waiting sessions look for. One lock over all of it; nothing slow happens under it.
final class RetryScheduler {
    /// The journal knows every fate; this is only for those who wait.
    private static final int KEPT = 1000;

    /// Between a heartbeat and the next one that does not wait for its time.
    private static final Duration BETWEEN_HURRIED = Duration.ofSeconds(1);

    /// @param seen whether the backlog was woken for it; once is enough, or it would never sleep
    ///     again
    private record DueTime(Instant at, int failures, boolean seen) {
        DueTime withSeen(Instant now) {
            return at.isAfter(now) ? this : new DueTime(at, failures, true);
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final CircuitBreaker breaker = new CircuitBreaker();
    private final RetryBudget budget;
    private final Map<String, SubmissionResult> fates = new HashMap<>();
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

    /// False if the case is in another hand.
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

    /// There is something for the backlog.
    /// The next heartbeat comes at once.
    void requestHeartbeatNow() {
        lock.lock();
        try {
            hurried = true;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void signalWork() {
        lock.lock();
        try {
            work = true;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void publishResult(String txId, SubmissionResult fate) {
        lock.lock();
        try {
            if (fates.size() > KEPT) fates.clear();
            fates.put(txId, fate);
            if (isSufficient(fate, true)) due.remove(txId);
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Whether someone was told anything of this case.
    boolean hasResult(String txId) {
        lock.lock();
        try {
            return fates.containsKey(txId);
        } finally {
            lock.unlock();
        }
    }

    /// Waits for a fate that is enough; empty if the time is over first.
    Optional<SubmissionResult> awaitResult(String txId, Instant until, boolean settledOnly)
            throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                @Nullable SubmissionResult fate = fates.get(txId);
                if (fate != null && isSufficient(fate, settledOnly)) return Optional.of(fate);
                if (closed || !time.now().isBefore(until)) return Optional.empty();
                time.awaitNews(news, until);
            }
        } finally {
            lock.unlock();
        }
    }

    private static boolean isSufficient(SubmissionResult fate, boolean settledOnly) {
        return switch (fate) {
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

    /// Later, by back-off or by central's own wish.
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

    /// It will not go again.
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

    /// How long to leave the line alone before feeling it again.
    Duration delayToHeartbeat(int failures) {
        if (failures == 0) return pace.pulse();
        lock.lock();
        try {
            Duration shortest = pace.firstDelay().dividedBy(2); // full jitter may be nothing, and nothing would spin
            return shortest.plus(CircuitBreaker.jitteredDelay(failures, pace.firstDelay(), pace.pulse(), random));
        } finally {
            lock.unlock();
        }
    }

    /// Every answer teaches what the line is like; when it comes back, everything waits a jittered moment,
    /// and what nobody waits for goes out somewhere in the centre's reconnect window.
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

    /// The same for a case: an answer that takes nothing in is paid from the budget.
    <T> CentralReply<T> recordCaseReply(CentralReply<T> reply) {
        lock.lock();
        try {
            switch (reply) {
                case CentralReply.Done<T> _ -> budget.recordAccepted();
                case CentralReply.Refused<T>(var problem) -> {
                    // 401: this terminal is not let in now, and its cases wait
                    boolean later = problem.retryable() || problem.status() >= 500 || problem.status() == 401;
                    if (later) budget.recordRefused();
                    else budget.recordAccepted();
                }
                case CentralReply.NoAnswer<T> _ -> {} // the breaker's
            }
            return recordReply(reply);
        } finally {
            lock.unlock();
        }
    }

    /// Whether the centre may be asked once more about a case; if not, it is put off until it may.
    boolean isRepeatAllowed(String txId) {
        lock.lock();
        try {
            if (busy.contains(txId)) return true; // in another hand: it will not be asked about here
            if (budget.isRepeatAllowed(time.now())) return true;
            DueTime before = due.get(txId);
            due.put(txId, new DueTime(budget.nextAllowed(), before == null ? 0 : before.failures(), false));
            return false;
        } finally {
            lock.unlock();
        }
    }

    /// How long the line has been up without a break.
    Duration connectedDuration() {
        lock.lock();
        try {
            return breaker.isUp() ? Duration.between(upSince, time.now()) : Duration.ZERO;
        } finally {
            lock.unlock();
        }
    }

    /// @param asked when the question went out: the answer is half the way old
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

    /// Central's time now, by its last heartbeat and the time that has passed since; empty until one has come.
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

    /// Returns when the line is up and something may go.
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

    /// Waits for the next moment to feel the line; sooner if another request finds it down meanwhile.
    void awaitHeartbeat(int failures) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            boolean down = failures > 0;
            Instant until = time.now().plus(delayToHeartbeat(failures));
            // a device that flaps must not take the line for itself
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
