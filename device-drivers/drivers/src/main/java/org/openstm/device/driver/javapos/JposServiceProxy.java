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

/// A device control of JavaPOS and the maker's service behind it. Services have no deadlines, so each call runs on
/// a thread that may hang, and is abandoned when its time is over.
///
/// @param <C> the control
public final class JposServiceProxy<C extends BaseControl> implements AutoCloseable {
    /// A call of a service.
    public interface ServiceCall<C, R> {
        R callOn(C control) throws JposException;
    }

    private static final long OPENING = 6000;
    private static final int CLAIMING = 2000;
    private static final long CLOSING = 700;

    /// A call that takes longer counts as hung: only a new process helps.
    private static final long HUNG = 10_000;

    private final C control;
    private final JposEntryDefinition entry;
    private final ExecutorService lane = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("javapos").factory());
    private volatile long begun;
    private volatile boolean abandoned;
    private volatile boolean closed;

    private JposServiceProxy(C control, JposEntryDefinition entry) {
        this.control = control;
        this.entry = entry;
    }

    /// Opens, claims, and enables.
    ///
    /// @param category of the entry, as JavaPOS names it
    /// @param listening setup between opening and enabling: listeners, and properties that must be set before
    /// @throws IllegalArgumentException if the bundle has no such entry, or its service is invalid
    public static <C extends BaseControl> JposServiceProxy<C> open(
            C control, String category, DriverContext context, ServiceCall<C, ?> listening)
            throws LinkLost, InterruptedException {
        if (!context.address().isJavaPos())
            throw new IllegalArgumentException("a JavaPOS service is reached by javapos:LOGICAL-NAME, not by "
                    + context.address().scheme());
        var entry = JposRegistry.registerEntry(
                context.address().target(), category, context.address().query());
        var served = new JposServiceProxy<>(control, entry);
        boolean opened = false;
        try {
            served.openControl(listening, Deadline.inMillis(OPENING));
            opened = true;
            return served;
        } finally {
            if (!opened) served.close();
        }
    }

    private void openControl(ServiceCall<C, ?> listening, Deadline until) throws LinkLost, InterruptedException {
        try {
            callService(there -> runStep(() -> there.open(entry.name())), until);
            var _ = callService(listening, until);
            callService(there -> runStep(() -> there.claim(CLAIMING)), until);
            callService(there -> runStep(() -> there.setDeviceEnabled(true)), until);
        } catch (JposException refused) {
            if (refused.getErrorCode() == JposConst.JPOS_E_NOSERVICE)
                throw new IllegalArgumentException(
                        "the service of " + entry.name() + " does not load: " + refused.getMessage(), refused);
            throw new LinkLost(JposFaults.toFault(refused).detail(), refused);
        } catch (JposCallTimeout overdue) {
            throw new LinkLost(String.valueOf(overdue.getMessage()), overdue);
        }
    }

    private interface ControlStep {
        void execute() throws JposException;
    }

    private static boolean runStep(ControlStep step) throws JposException {
        step.execute();
        return true;
    }

    public JposEntryDefinition entry() {
        return entry;
    }

    /// @throws JposCallTimeout if the service does not return; the effect may still happen
    /// @throws UnfitService if the call throws it
    public <R> R callService(ServiceCall<C, R> deed, Deadline until)
            throws JposException, JposCallTimeout, InterruptedException {
        if (closed) throw new JposException(JposConst.JPOS_E_CLOSED, "closed");
        Future<R> work;
        try {
            work = lane.submit(() -> callTimed(deed));
        } catch (RejectedExecutionException gone) {
            throw new JposException(JposConst.JPOS_E_CLOSED, "closed", gone);
        }
        boolean over = false;
        try {
            var result = work.get(until.millisLeft(), TimeUnit.MILLISECONDS);
            over = true;
            return result;
        } catch (TimeoutException _) {
            throw new JposCallTimeout();
        } catch (ExecutionException failed) {
            over = true;
            if (failed.getCause() instanceof UnfitService unfit) throw unfit;
            throw toJposException(failed.getCause());
        } finally {
            // cancel a queued call; leave a running one to end, since services ignore interrupts
            if (!over) work.cancel(false);
        }
    }

    private <R> R callTimed(ServiceCall<C, R> deed) throws JposException {
        begun = System.nanoTime();
        try {
            return deed.callOn(control);
        } finally {
            begun = 0;
        }
    }

    /// Converts a bug of the maker's into a fault of the device like any other.
    private static JposException toJposException(@org.jspecify.annotations.Nullable Throwable cause) {
        if (cause instanceof JposException said) return said;
        // a missing library or class will be missing the next time, too
        if (cause instanceof LinkageError) return new JposException(JposConst.JPOS_E_NOSERVICE, cause.toString());
        // its message is dropped: the service may have been given a receipt to print
        var kind = cause == null ? "nothing" : cause.getClass().getName();
        return new JposException(JposConst.JPOS_E_ILLEGAL, "the service threw " + kind);
    }

    /// Marks the service as lost: an abandoned call may still take effect, and only a new process prevents that.
    public void abandonService() {
        abandoned = true;
    }

    /// Whether a call has hung so long that the service is lost, or it was abandoned.
    public boolean isHung() {
        long since = begun;
        return abandoned || since != 0 && System.nanoTime() - since > HUNG * 1_000_000;
    }

    public boolean isClosed() {
        return closed;
    }

    /// Runs a call on a separate thread beside hanging ones, for cleanup that must be tried in any case. Never
    /// throws; keeps an interrupt for later.
    public void callAside(ServiceCall<C, ?> deed, long millis) {
        var thread = Thread.ofPlatform().daemon().name("javapos aside").start(() -> {
            try {
                var _ = deed.callOn(control);
            } catch (JposException | RuntimeException | LinkageError _) {
                // best effort only
            }
        });
        joinUninterruptibly(thread, millis);
    }

    private static void joinUninterruptibly(Thread thread, long millis) {
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
        callAside(JposServiceProxy::releaseControl, CLOSING);
    }

    /// Executes each step regardless of earlier failures: services differ in the effects of their close.
    private static boolean releaseControl(BaseControl there) {
        for (ControlStep step :
                List.<ControlStep>of(() -> there.setDeviceEnabled(false), there::release, there::close)) {
            try {
                step.execute();
            } catch (JposException | RuntimeException | LinkageError _) {
                // continue with the next step
            }
        }
        return true;
    }
}
