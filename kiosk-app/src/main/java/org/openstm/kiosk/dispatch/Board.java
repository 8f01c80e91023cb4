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
import org.openstm.kiosk.central.Pulse;
import org.openstm.kiosk.central.Reply;
import org.openstm.kiosk.dispatch.Dispatch.Fate;

/// What the senders share: who has which case in hand, when what may go again, the state of the line, and
/// the news that waiting sessions look for. One lock over all of it; nothing slow happens under it.
final class Board {
    /// The journal knows every fate; this is only for those who wait.
    private static final int KEPT = 1000;

    /// Between a heartbeat and the next one that does not wait for its time.
    private static final Duration BETWEEN_HURRIED = Duration.ofSeconds(1);

    /// @param seen whether the backlog was woken for it; once is enough, or it would never sleep
    ///     again
    private record Due(Instant at, int failures, boolean seen) {
        Due seenBy(Instant now) {
            return at.isAfter(now) ? this : new Due(at, failures, true);
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Breaker breaker = new Breaker();
    private final Budget budget;
    private final Map<String, Fate> fates = new HashMap<>();
    private final Set<String> busy = new HashSet<>();
    private final Map<String, Due> due = new HashMap<>();
    private final Pace pace;
    private final Time time;
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

    Board(Pace pace) {
        this.pace = pace;
        this.time = pace.time();
        this.news = time.news(lock);
        this.random = new Random(pace.seed());
        this.budget = new Budget(pace.pulse());
        this.upSince = time.now();
    }

    Instant now() {
        return time.now();
    }

    boolean lineUp() {
        lock.lock();
        try {
            return breaker.up();
        } finally {
            lock.unlock();
        }
    }

    /// False if the case is in another hand.
    boolean take(String txId) {
        lock.lock();
        try {
            return !closed && busy.add(txId);
        } finally {
            lock.unlock();
        }
    }

    void release(String txId) {
        lock.lock();
        try {
            busy.remove(txId);
        } finally {
            lock.unlock();
        }
        touch();
    }

    /// There is something for the backlog.
    /// The next heartbeat comes at once.
    void hurry() {
        lock.lock();
        try {
            hurried = true;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void touch() {
        lock.lock();
        try {
            work = true;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void publish(String txId, Fate fate) {
        lock.lock();
        try {
            if (fates.size() > KEPT) fates.clear();
            fates.put(txId, fate);
            if (enough(fate, true)) due.remove(txId);
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Whether someone was told anything of this case.
    boolean told(String txId) {
        lock.lock();
        try {
            return fates.containsKey(txId);
        } finally {
            lock.unlock();
        }
    }

    /// Waits for a fate that is enough; empty if the time is over first.
    Optional<Fate> waitFor(String txId, Instant until, boolean settledOnly) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                @Nullable Fate fate = fates.get(txId);
                if (fate != null && enough(fate, settledOnly)) return Optional.of(fate);
                if (closed || !time.now().isBefore(until)) return Optional.empty();
                time.await(news, until);
            }
        } finally {
            lock.unlock();
        }
    }

    private static boolean enough(Fate fate, boolean settledOnly) {
        return switch (fate) {
            case Fate.Unknown _ -> false;
            case Fate.Stored _ -> !settledOnly;
            case Fate.Accepted _, Fate.Rejected _, Fate.NotSent _ -> true;
        };
    }

    boolean isDue(String name) {
        lock.lock();
        try {
            Due at = due.get(name);
            return at == null || !at.at().isAfter(time.now());
        } finally {
            lock.unlock();
        }
    }

    /// Later, by back-off or by central's own wish.
    void postpone(String name, Optional<Duration> notBefore) {
        lock.lock();
        try {
            Due before = due.get(name);
            int failures = before == null ? 1 : before.failures() + 1;
            due.put(name, new Due(time.now().plus(pause(failures, notBefore)), failures, false));
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// It will not go again.
    void done(String name) {
        lock.lock();
        try {
            due.remove(name);
        } finally {
            lock.unlock();
        }
    }

    Duration pause(int failures, Optional<Duration> notBefore) {
        lock.lock();
        try {
            return notBefore
                    .map(wish -> Breaker.spread(wish, random))
                    .orElseGet(() -> Breaker.delay(failures, pace.firstDelay(), pace.longestDelay(), random));
        } finally {
            lock.unlock();
        }
    }

    /// How long to leave the line alone before feeling it again.
    Duration untilNextPulse(int failures) {
        if (failures == 0) return pace.pulse();
        lock.lock();
        try {
            Duration shortest = pace.firstDelay().dividedBy(2); // full jitter may be nothing, and nothing would spin
            return shortest.plus(Breaker.delay(failures, pace.firstDelay(), pace.pulse(), random));
        } finally {
            lock.unlock();
        }
    }

    /// Every answer teaches what the line is like; when it comes back, everything waits a jittered moment,
    /// and what nobody waits for goes out somewhere in the centre's reconnect window.
    <T> Reply<T> learn(Reply<T> reply) {
        lock.lock();
        try {
            if (reply instanceof Reply.NoAnswer<T>(var _, var maybeArrived)) {
                breaker.silence(maybeArrived);
            } else if (breaker.answered()) {
                Instant now = time.now();
                upSince = now;
                due.replaceAll((_, _) ->
                        new Due(now.plus(Breaker.delay(0, pace.firstDelay(), pace.longestDelay(), random)), 0, false));
                work = true;
                backlogFrom = now.plus(Breaker.within(reconnectWindow, random));
            }
            news.signalAll();
            return reply;
        } finally {
            lock.unlock();
        }
    }

    /// The same for a case: an answer that takes nothing in is paid from the budget.
    <T> Reply<T> learnOfCase(Reply<T> reply) {
        lock.lock();
        try {
            switch (reply) {
                case Reply.Done<T> _ -> budget.taken();
                case Reply.Refused<T>(var problem) -> {
                    // 401: this terminal is not let in now, and its cases wait
                    boolean later = problem.retryable() || problem.status() >= 500 || problem.status() == 401;
                    if (later) budget.refused();
                    else budget.taken();
                }
                case Reply.NoAnswer<T> _ -> {} // the breaker's
            }
            return learn(reply);
        } finally {
            lock.unlock();
        }
    }

    /// Whether the centre may be asked once more about a case; if not, it is put off until it may.
    boolean mayRepeat(String txId) {
        lock.lock();
        try {
            if (busy.contains(txId)) return true; // in another hand: it will not be asked about here
            if (budget.allows(time.now())) return true;
            Due before = due.get(txId);
            due.put(txId, new Due(budget.next(), before == null ? 0 : before.failures(), false));
            return false;
        } finally {
            lock.unlock();
        }
    }

    /// How long the line has been up without a break.
    Duration upFor() {
        lock.lock();
        try {
            return breaker.up() ? Duration.between(upSince, time.now()) : Duration.ZERO;
        } finally {
            lock.unlock();
        }
    }

    /// @param asked when the question went out: the answer is half the way old
    void hear(Pulse pulse, Instant asked) {
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

    Duration skew() {
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
                        .map(Due::at)
                        .min(Instant::compareTo)
                        .orElse(Instant.MAX);
                boolean quiet = now.isBefore(backlogFrom);
                if (breaker.up() && !quiet && (work || !next.isAfter(now))) {
                    work = false;
                    due.replaceAll((_, each) -> each.seenBy(now));
                    return;
                }
                Instant atMost = now.plus(pace.pulse());
                if (quiet && backlogFrom.isBefore(atMost)) atMost = backlogFrom;
                time.await(news, breaker.up() && !quiet && next.isBefore(atMost) ? next : atMost);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Waits for the next moment to feel the line; sooner if another request finds it down meanwhile.
    void awaitPulse(int failures) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            boolean down = failures > 0;
            Instant until = time.now().plus(untilNextPulse(failures));
            // a device that flaps must not take the line for itself
            Instant soonest = time.now().plus(BETWEEN_HURRIED);
            while (time.now().isBefore(nextPulse(soonest, until, down))) {
                stopIfClosed();
                if (!down && !breaker.up()) {
                    down = true;
                    until = time.now().plus(untilNextPulse(1));
                }
                time.await(news, nextPulse(soonest, until, down));
            }
            hurried = false;
        } finally {
            lock.unlock();
        }
    }

    private Instant nextPulse(Instant soonest, Instant until, boolean down) {
        return hurried && !down && soonest.isBefore(until) ? soonest : until;
    }

    void sleepUntil(Instant until) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (time.now().isBefore(until)) {
                stopIfClosed();
                time.await(news, until);
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
