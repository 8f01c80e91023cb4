package org.openstm.device.manager;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openstm.device.Device;
import org.openstm.device.DeviceState;
import org.openstm.device.DeviceStatus;
import org.openstm.device.Fault;
import org.openstm.device.FaultCode;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkLost;
import org.openstm.device.spi.Driver;
import org.openstm.device.spi.DriverContext;

/// One device in its current configuration: its driver, its executor and its status. A lost link is reopened with
/// increasing pauses. A swap closes this object and creates another.
final class ManagedDevice implements DeviceAccess, AutoCloseable {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration OPENING = Duration.ofSeconds(12);
    private static final Duration ASKING = Duration.ofSeconds(3);

    /// Number of consecutive unanswered status queries after which the link is reopened.
    private static final int SILENCES = 3;

    private static final System.Logger LOG = System.getLogger(ManagedDevice.class.getName());

    private static final Fault CANCELED = FaultCode.CANCELED.fault("the command was cancelled");

    /// Fault codes of a failed driver process; a driver in this process has the first only.
    private static final FaultCode[] FLAWS = {FaultCode.DRIVER_BROKEN, FaultCode.DRIVER_CRASHED, FaultCode.DRIVER_HUNG};

    /// Work of a port on its device.
    interface DeviceWork<R> {
        R runOn(Device device) throws InterruptedException;
    }

    private final DeviceEntry entry;
    private final Driver driver;
    private final DeviceExecutor executor;
    private final Consumer<StatusChange> changes;
    private final Consumer<DeviceUse> uses;
    private final DeviceCounters tally = new DeviceCounters();
    private final ReentrantLock busy = new ReentrantLock(true);
    private volatile @Nullable Device device;
    private final AtomicInteger cancels = new AtomicInteger();
    private volatile DeviceStatus status = DeviceStatus.of(DeviceState.STARTING);
    private volatile long statusAt = System.nanoTime();
    private volatile boolean closed;
    private volatile int silences;

    /// The first failure that reopening does not cure.
    private volatile Optional<Fault> flaw = Optional.empty();

    /// Reason of the last failure to open.
    private volatile String unopened = "";

    /// Driver bugs since the last successful command.
    private final AtomicInteger bugs = new AtomicInteger();

    private Duration pause = FIRST_PAUSE;
    private Deadline nextOpening = Deadline.inMillis(0);

    /// @param changes receives every change, in order
    /// @param uses receives every use
    ManagedDevice(DeviceEntry entry, Driver driver, Consumer<StatusChange> changes, Consumer<DeviceUse> uses) {
        this.entry = entry;
        this.driver = driver;
        this.changes = changes;
        this.uses = uses;
        this.executor = new DeviceExecutor(entry.id());
    }

    /// A change of a managed device.
    ///
    /// @param kind `opened`, `lost`, `status`
    record StatusChange(String kind, String text) {}

    @Override
    public DeviceEntry entry() {
        return entry;
    }

    DeviceStatus lastStatus() {
        return status;
    }

    Duration statusAge() {
        return Duration.ofNanos(System.nanoTime() - statusAt);
    }

    boolean isOpen() {
        return device != null;
    }

    /// The first failure since the start that is the driver's own: it crashed, hung, broke, does not fit its
    /// settings, or lost the link that it had opened.
    Optional<Fault> driverFlaw() {
        return flaw;
    }

    /// The reason why the last opening failed.
    Optional<String> openingFailure() {
        return Optional.of(unopened).filter(why -> !why.isEmpty());
    }

    private void recordFlaw(Fault fault) {
        if (flaw.isEmpty()) flaw = Optional.of(fault);
    }

    boolean isBusy() {
        return busy.isLocked();
    }

    DeviceCounters deviceCounters() {
        return tally;
    }

    /// Cancels the running and the queued commands.
    void cancelCommands() {
        cancels.incrementAndGet();
        executor.cancelRunning();
    }

    @Override
    public <R> R useDevice(
            Duration patience,
            DeviceWork<R> work,
            Function<R, Optional<Fault>> faultOf,
            Function<Fault, R> otherwise,
            Function<Fault, R> hung)
            throws InterruptedException {
        return useRecorded("command", patience, work, faultOf, otherwise, hung);
    }

    private <R> R useRecorded(
            String kind,
            Duration patience,
            DeviceWork<R> work,
            Function<R, Optional<Fault>> faultOf,
            Function<Fault, R> otherwise,
            Function<Fault, R> hung)
            throws InterruptedException {
        int queuedAt = cancels.get();
        busy.lockInterruptibly();
        long began = System.nanoTime();
        String came = "interrupted";
        try {
            R result = cancels.get() != queuedAt
                    ? otherwise.apply(CANCELED)
                    : executor.callWithin(
                            () -> runWithReopening(patience, work, faultOf, otherwise), patience.plus(OPENING));
            came = faultOf.apply(result).map(Fault::code).orElse("done");
            return result;
        } catch (DriverBroke broke) {
            came = broke.fault.code();
            return broke.begun ? hung.apply(broke.fault) : otherwise.apply(broke.fault);
        } catch (DeviceExecutor.WorkOverdue _) {
            var fault = FaultCode.DEVICE_HUNG.fault(entry.id() + " did not return in time");
            tally.addCount(DeviceCounters.HANGS);
            recordFlaw(fault);
            closeDevice();
            recordStatus(DeviceStatus.of(DeviceState.HARDWARE_ERROR, fault));
            came = fault.code();
            return hung.apply(fault);
        } catch (DeviceExecutor.WorkCancelled _) {
            came = CANCELED.code();
            return hung.apply(CANCELED);
        } catch (RejectedExecutionException _) {
            return otherwise.apply(FaultCode.DESK_CLOSED.fault("the device manager is closed"));
        } finally {
            tally.addCount(DeviceCounters.COMMANDS);
            var took = Duration.ofNanos(System.nanoTime() - began);
            tally.addCount(DeviceCounters.BUSY_MILLIS, took.toMillis());
            busy.unlock();
            uses.accept(new DeviceUse(entry.id(), entry.deviceClass(), kind, took, came));
        }
    }

    /// Waits until no command runs.
    ///
    /// @return whether none ran within that time
    boolean awaitRest(Duration patience) throws InterruptedException {
        if (!busy.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) return false;
        busy.unlock();
        return true;
    }

    private <R> R runWithReopening(
            Duration patience, DeviceWork<R> work, Function<R, Optional<Fault>> faultOf, Function<Fault, R> otherwise)
            throws InterruptedException {
        boolean usedBefore = device != null;
        var result = runOnce(patience, work, otherwise);
        faultOf.apply(result).filter(fault -> fault.is(FLAWS)).ifPresent(this::recordFlaw);
        if (!handleLostLink(faultOf.apply(result))) return result;
        // a link that was lost while idle is noticed at its first use: that use gets a fresh link
        if (!usedBefore) return result;
        nextOpening = Deadline.inMillis(0);
        return runOnce(patience, work, otherwise);
    }

    /// A bug of the driver, thrown out of the executor.
    private static final class DriverBroke extends RuntimeException {
        private final Fault fault;

        /// Whether the command had begun, so that its outcome is unknown.
        private final boolean begun;

        DriverBroke(Fault fault, boolean begun, RuntimeException bug) {
            super(bug);
            this.fault = fault;
            this.begun = begun;
        }
    }

    private <R> R runOnce(Duration patience, DeviceWork<R> work, Function<Fault, R> otherwise)
            throws InterruptedException {
        boolean begun = false;
        try {
            var there = openIfClosed(patience);
            begun = true;
            var result = work.runOn(there);
            bugs.set(0);
            return result;
        } catch (RuntimeException bug) {
            throw new DriverBroke(recordDriverBug(bug), begun, bug);
        } catch (LinkLost lost) {
            if (lost.isOfDriver()) recordFlaw(lost.fault());
            recordStatus(DeviceStatus.of(DeviceState.NO_DEVICE, lost.fault()));
            return otherwise.apply(lost.fault());
        }
    }

    private boolean handleLostLink(Optional<Fault> fault) {
        boolean lost = fault.filter(f -> f.is(FaultCode.LINK_LOST)).isPresent();
        if (!lost) return false;
        tally.addCount(DeviceCounters.LOSSES);
        if (device != null) fault.ifPresent(this::recordFlaw);
        changes.accept(new StatusChange("lost", fault.map(Fault::detail).orElse("")));
        closeDevice();
        return true;
    }

    private Device openIfClosed(Duration patience) throws LinkLost, InterruptedException {
        var there = device;
        if (there != null) return there;
        long wait = Math.min(nextOpening.millisLeft(), Math.min(1000, patience.toMillis()));
        if (wait > 0) Thread.sleep(wait);
        if (!nextOpening.over())
            throw new LinkLost(entry.link() + " is tried again soon"
                    + openingFailure().map(why -> ": " + why).orElse(""));
        nextOpening = Deadline.in(pause);
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        var fresh = openDriver();
        unopened = "";
        device = fresh;
        tally.addCount(DeviceCounters.OPENINGS);
        changes.accept(new StatusChange("opened", entry.link().toString()));
        if (closed) closeDevice();
        pause = FIRST_PAUSE;
        return fresh;
    }

    private Device openDriver() throws LinkLost, InterruptedException {
        try {
            return driver.open(new DriverContext(entry.id(), entry.link()));
        } catch (IllegalArgumentException wrong) {
            var unfit = "the settings of " + entry.id() + " make no sense: " + wrong.getMessage();
            unopened = unfit;
            throw LinkLost.byDriver(unfit);
        } catch (LinkLost lost) {
            unopened = String.valueOf(lost.getMessage());
            throw lost;
        }
    }

    /// A bug in a driver affects this device only; reopening is retried with increasing pauses. Only kind and place
    /// are reported: an exception's message may quote a card.
    Fault recordDriverBug(RuntimeException bug) {
        var trace = bug.getStackTrace();
        var fault = FaultCode.DRIVER_BROKEN.fault(
                entry.driver() + ": " + bug.getClass().getName() + (trace.length > 0 ? " at " + trace[0] : ""));
        LOG.log(System.Logger.Level.ERROR, "{0}: {1}", entry.id(), fault.detail());
        closeBrokenDevice();
        var wait = FIRST_PAUSE.multipliedBy(1L << Math.min(bugs.getAndIncrement(), 10));
        nextOpening = Deadline.in(wait.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wait);
        recordFlaw(fault);
        recordStatus(DeviceStatus.of(DeviceState.HARDWARE_ERROR, fault));
        return fault;
    }

    private void closeBrokenDevice() {
        try {
            closeDevice();
        } catch (RuntimeException again) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "{0} does not close: {1}",
                    entry.id(),
                    again.getClass().getName());
        }
    }

    private void closeDevice() {
        var gone = device;
        device = null;
        if (gone != null) gone.close();
    }

    /// Queries the status, unless the device is in use.
    void checkHealth() throws InterruptedException {
        // a tryLock without a time would overtake a queued command, and hold up even one that is cancelled
        if (!busy.tryLock(0, TimeUnit.SECONDS)) return;
        try {
            if (device == null && !nextOpening.over()) return;
            readStatus(ASKING);
        } finally {
            busy.unlock();
        }
    }

    @Override
    public DeviceStatus readStatus(Duration patience) throws InterruptedException {
        var now = useRecorded(
                "status",
                patience,
                device -> device.status(patience),
                answer -> answer.faults().stream().findFirst(),
                fault -> DeviceStatus.of(
                        fault.is(FaultCode.DRIVER_BROKEN) ? DeviceState.HARDWARE_ERROR : DeviceState.NO_DEVICE, fault),
                fault -> DeviceStatus.of(DeviceState.HARDWARE_ERROR, fault));
        recordStatus(now);
        boolean silent = now.faults().stream().anyMatch(fault -> fault.is(FaultCode.NO_ANSWER));
        silences = silent ? silences + 1 : 0;
        // a peer that lost power leaves a connection that looks open for ever
        if (silences >= SILENCES) {
            silences = 0;
            closeDevice();
        }
        return now;
    }

    private void recordStatus(DeviceStatus now) {
        var before = status;
        status = now;
        statusAt = System.nanoTime();
        if (before.state() != now.state() || !faultCodes(before).equals(faultCodes(now)))
            changes.accept(new StatusChange("status", now.state() + " " + faultCodes(now)));
    }

    private static List<String> faultCodes(DeviceStatus status) {
        return status.faults().stream().map(Fault::code).toList();
    }

    @Override
    public Optional<Device> device() {
        return Optional.ofNullable(device);
    }

    @Override
    public void close() {
        closed = true;
        executor.close();
        closeDevice();
    }

    void awaitEnd(Duration patience) throws InterruptedException {
        executor.awaitEnd(patience);
    }
}
