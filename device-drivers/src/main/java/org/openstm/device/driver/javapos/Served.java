package org.openstm.device.driver.javapos;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jpos.BaseControl;
import jpos.JposConst;
import jpos.JposException;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkLost;
import org.openstm.device.spi.DriverContext;

/// A device control of JavaPOS and a maker's service behind it. Services take no deadline and keep none, so each call
/// is made on a thread that may hang, and is given up when its time is over.
///
/// @param <C> the control
public final class Served<C extends BaseControl> implements AutoCloseable {
    /// What is asked of a service.
    public interface Deed<C, R> {
        R done(C control) throws JposException;
    }

    private static final long OPENING = 6000;
    private static final int CLAIMING = 2000;
    private static final long CLOSING = 700;

    /// A call that takes longer will not come back: only a new process helps.
    private static final long HUNG = 10_000;

    private final C control;
    private final JposEntryText entry;
    private final ExecutorService lane = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("javapos").factory());
    private volatile long begun;
    private volatile boolean abandoned;
    private volatile boolean closed;

    private Served(C control, JposEntryText entry) {
        this.control = control;
        this.entry = entry;
    }

    /// Opens, claims, and enables.
    ///
    /// @param category of the entry, as JavaPOS names it
    /// @param listening done between the opening and the enabling: listeners, and what must be set before
    /// @throws IllegalArgumentException if the bundle has no such entry, or its service is none
    public static <C extends BaseControl> Served<C> open(
            C control, String category, DriverContext context, Deed<C, ?> listening)
            throws LinkLost, InterruptedException {
        if (!context.address().isJavaPos())
            throw new IllegalArgumentException("a JavaPOS service is reached by javapos:LOGICAL-NAME, not by "
                    + context.address().scheme());
        var entry = Registry.entry(
                context.address().target(), category, context.address().query());
        var served = new Served<>(control, entry);
        boolean opened = false;
        try {
            served.open(listening, Deadline.inMillis(OPENING));
            opened = true;
            return served;
        } finally {
            if (!opened) served.close();
        }
    }

    private void open(Deed<C, ?> listening, Deadline until) throws LinkLost, InterruptedException {
        try {
            call(there -> done(() -> there.open(entry.name())), until);
            var _ = call(listening, until);
            call(there -> done(() -> there.claim(CLAIMING)), until);
            call(there -> done(() -> there.setDeviceEnabled(true)), until);
        } catch (JposException refused) {
            if (refused.getErrorCode() == JposConst.JPOS_E_NOSERVICE)
                throw new IllegalArgumentException(
                        "the service of " + entry.name() + " does not load: " + refused.getMessage(), refused);
            throw new LinkLost(Words.fault(refused).detail(), refused);
        } catch (Overdue overdue) {
            throw new LinkLost(String.valueOf(overdue.getMessage()), overdue);
        }
    }

    private interface Step {
        void go() throws JposException;
    }

    private static boolean done(Step step) throws JposException {
        step.go();
        return true;
    }

    public JposEntryText entry() {
        return entry;
    }

    /// @throws Overdue if the service does not come back; it may still do what was asked
    /// @throws Unfit if the deed says so
    public <R> R call(Deed<C, R> deed, Deadline until) throws JposException, Overdue, InterruptedException {
        if (closed) throw new JposException(JposConst.JPOS_E_CLOSED, "closed");
        Future<R> work;
        try {
            work = lane.submit(() -> timed(deed));
        } catch (RejectedExecutionException gone) {
            throw new JposException(JposConst.JPOS_E_CLOSED, "closed", gone);
        }
        boolean over = false;
        try {
            var result = work.get(until.millisLeft(), TimeUnit.MILLISECONDS);
            over = true;
            return result;
        } catch (TimeoutException _) {
            throw new Overdue();
        } catch (ExecutionException failed) {
            over = true;
            if (failed.getCause() instanceof Unfit unfit) throw unfit;
            throw trouble(failed.getCause());
        } finally {
            // what has not begun is not done any more; what has begun is left to end, since services know no interrupt
            if (!over) work.cancel(false);
        }
    }

    private <R> R timed(Deed<C, R> deed) throws JposException {
        begun = System.nanoTime();
        try {
            return deed.done(control);
        } finally {
            begun = 0;
        }
    }

    /// A maker's bug is a fault of the device like any other.
    private static JposException trouble(@org.jspecify.annotations.Nullable Throwable cause) {
        if (cause instanceof JposException said) return said;
        // a library or a class that is missing is missing the next time, too
        if (cause instanceof LinkageError) return new JposException(JposConst.JPOS_E_NOSERVICE, cause.toString());
        // its words are not told: it may have been given a slip to print
        var kind = cause == null ? "nothing" : cause.getClass().getName();
        return new JposException(JposConst.JPOS_E_ILLEGAL, "the service threw " + kind);
    }

    /// What was given up may still come back and do what nobody wants any more: only a new process is sure.
    public void abandon() {
        abandoned = true;
    }

    /// Whether a call hangs for so long that the service is lost, or it was abandoned.
    public boolean hung() {
        long since = begun;
        return abandoned || since != 0 && System.nanoTime() - since > HUNG * 1_000_000;
    }

    public boolean closed() {
        return closed;
    }

    /// Beside the calls that may hang, on a thread of its own: what must be tried even then. Never throws; an
    /// interrupt waits.
    public void aside(Deed<C, ?> deed, long millis) {
        var thread = Thread.ofPlatform().daemon().name("javapos aside").start(() -> {
            try {
                var _ = deed.done(control);
            } catch (JposException | RuntimeException | LinkageError _) {
                // tried, and no more
            }
        });
        joined(thread, millis);
    }

    private static void joined(Thread thread, long millis) {
        boolean interrupted = false;
        var until = Deadline.inMillis(millis);
        while (thread.isAlive() && !until.over()) {
            try {
                thread.join(Math.max(1, until.millisLeft()));
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    @Override
    public void close() {
        if (closed) return;
        closed = true;
        lane.shutdownNow();
        aside(Served::letGo, CLOSING);
    }

    /// Each step whatever became of the one before: services differ in what their close does.
    private static boolean letGo(BaseControl there) {
        for (Step step : List.<Step>of(() -> there.setDeviceEnabled(false), there::release, there::close)) {
            try {
                step.go();
            } catch (JposException | RuntimeException | LinkageError _) {
                // the next step
            }
        }
        return true;
    }
}
