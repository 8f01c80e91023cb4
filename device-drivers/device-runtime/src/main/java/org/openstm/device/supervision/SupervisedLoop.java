package org.openstm.device.supervision;

import java.time.Duration;

/// Repeats a round on a thread of its own until it is closed. An exception of a round is logged and counted, and
/// the next round comes a little later; it never ends the loop.
public final class SupervisedLoop implements AutoCloseable {
    /// Number of consecutive failures (about half a minute) that are not transient any more.
    private static final int STUCK = 5;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final System.Logger LOG = System.getLogger(SupervisedLoop.class.getName());

    /// The repeated work; it may block, and is interrupted when the loop is closed.
    @FunctionalInterface
    public interface Round {
        void run() throws InterruptedException;
    }

    /// Health of a loop.
    ///
    /// @param inARow failures since the last successful round
    /// @param all failures since the program started
    /// @param last kind and place of the last one, empty when there was none: a message could quote a card
    public record LoopHealth(String name, int inARow, long all, String last) {
        /// Whether the loop does not recover by itself.
        public boolean isStuck() {
            return inARow >= STUCK;
        }
    }

    private final Round round;
    private final Duration firstPause;
    private final Thread thread;
    private volatile LoopHealth health;

    public SupervisedLoop(String name, Round round) {
        this(name, round, FIRST_PAUSE);
    }

    /// @param firstPause after one failure; it doubles with each further one
    SupervisedLoop(String name, Round round, Duration firstPause) {
        this.round = round;
        this.firstPause = firstPause;
        this.health = new LoopHealth(name, 0, 0, "");
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    public LoopHealth loopHealth() {
        return health;
    }

    private void run() {
        try {
            while (true) runRound();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("CatchingUnchecked") // a missing class in one driver must not end it either
    private void runRound() throws InterruptedException {
        try {
            round.run();
            var before = health;
            if (before.inARow() > 0) health = new LoopHealth(before.name(), 0, before.all(), before.last());
        } catch (InterruptedException closing) {
            throw closing;
        } catch (Throwable failure) {
            var before = health;
            health = new LoopHealth(before.name(), before.inARow() + 1, before.all() + 1, failureLocation(failure));
            LOG.log(System.Logger.Level.ERROR, "{0} failed and goes on: {1}", before.name(), failureLocation(failure));
            Thread.sleep(pauseAfter(before.inARow()));
        }
    }

    private Duration pauseAfter(int failuresBefore) {
        var pause = firstPause.multipliedBy(1L << Math.min(failuresBefore, 16));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private static String failureLocation(Throwable failure) {
        var trace = failure.getStackTrace();
        return failure.getClass().getName() + (trace.length > 0 ? " at " + trace[0] : "");
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    /// Closes it and waits for the end of the round that runs.
    ///
    /// @return whether it ended in time
    public boolean closeAndWait(Duration patience) throws InterruptedException {
        close();
        return thread.getState() == Thread.State.NEW || thread.join(patience);
    }
}
