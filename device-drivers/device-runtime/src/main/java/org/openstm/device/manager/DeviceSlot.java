package org.openstm.device.manager;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openstm.device.Device;
import org.openstm.device.DeviceState;
import org.openstm.device.DeviceStatus;
import org.openstm.device.Fault;
import org.openstm.device.FaultCode;
import org.openstm.device.link.Deadline;
import org.openstm.device.spi.Driver;

/// The permanent slot of a configured device. It stays when the managed device in it is swapped; its users never
/// hold the old one.
final class DeviceSlot implements DeviceAccess, AutoCloseable {
    private static final Duration RESTING = Duration.ofSeconds(30);
    private static final Duration LETTING_GO = Duration.ofSeconds(1);

    private final EventLog events;
    private final ScheduledExecutorService timer;
    private volatile ManagedDevice managed;
    private volatile @Nullable DeviceClaim claim;
    private volatile String awaitedBy = "";
    private volatile boolean enabled = true;

    /// Borrower of the link; empty while the device manager holds it.
    private volatile String lentTo = "";

    private volatile boolean closed;

    /// @param healthEvery interval of status queries to an idle device
    DeviceSlot(DeviceEntry entry, Driver driver, EventLog events, Duration healthEvery) {
        this.events = events;
        this.managed = createManagedDevice(entry, driver);
        // each slot has its own schedule: a slow device must not delay the status queries of others
        this.timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofVirtual().name("health " + entry.id()).factory());
        var _ = timer.scheduleWithFixedDelay(this::checkHealthSafely, 0, healthEvery.toMillis(), TimeUnit.MILLISECONDS);
    }

    private ManagedDevice createManagedDevice(DeviceEntry entry, Driver driver) {
        return new ManagedDevice(
                entry,
                driver,
                change -> events.recordEvent(entry.id(), change.kind(), change.text()),
                events::reportUse);
    }

    private void checkHealthSafely() {
        if (isLent()) return;
        var mine = managed;
        try {
            mine.checkHealth();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException bug) {
            // an uncaught exception would end the schedule silently
            mine.recordDriverBug(bug);
        }
    }

    @Override
    public DeviceEntry entry() {
        return managed.entry();
    }

    @Override
    public Optional<Device> device() {
        return managed.device();
    }

    ManagedDevice managedDevice() {
        return managed;
    }

    @Override
    public <R> R useDevice(
            Duration patience,
            ManagedDevice.DeviceWork<R> work,
            Function<R, Optional<Fault>> faultOf,
            Function<Fault, R> otherwise,
            Function<Fault, R> hung)
            throws InterruptedException {
        var shut = unavailableFault();
        return shut.isPresent()
                ? otherwise.apply(shut.get())
                : managed.useDevice(patience, work, faultOf, otherwise, hung);
    }

    /// A status query is allowed during a claim.
    @Override
    public DeviceStatus readStatus(Duration patience) throws InterruptedException {
        return isLent() ? DeviceStatus.of(DeviceState.OFFLINE, lentFault()) : managed.readStatus(patience);
    }

    private Fault lentFault() {
        return FaultCode.DEVICE_LENT.fault("it is lent to " + lentTo);
    }

    /// The fault because of which sessions are not served now.
    private Optional<Fault> unavailableFault() {
        if (isLent()) return Optional.of(lentFault());
        if (!enabled) return Optional.of(FaultCode.DEVICE_DISABLED.fault("it was taken out of service"));
        return currentClaim().map(by -> FaultCode.DEVICE_CLAIMED.fault("it is held by " + by.owner()));
    }

    /// The claim in force.
    Optional<DeviceClaim> currentClaim() {
        var held = claim;
        if (held == null) return Optional.empty();
        if (!held.isExpired()) return Optional.of(held);
        endClaim(held, "claim-expired");
        return Optional.empty();
    }

    /// Records who waits for the running session to release the device; empty for nobody.
    void setAwaitedBy(String by) {
        awaitedBy = by;
    }

    synchronized Optional<DeviceClaim> claimFor(String owner, Duration lease) {
        if (closed || currentClaim().isPresent()) return Optional.empty();
        var fresh = new DeviceClaim(this, owner, lease);
        claim = fresh;
        events.recordEvent(entry().id(), "claimed", owner);
        return Optional.of(fresh);
    }

    /// @param kind kind of the event that ends the claim
    void endClaim(DeviceClaim held, String kind) {
        endClaim(held, kind, held.owner());
    }

    synchronized void endClaim(DeviceClaim held, String kind, String text) {
        if (claim != held) return;
        claim = null;
        events.recordEvent(entry().id(), kind, text);
    }

    void setEnabled(boolean on) {
        enabled = on;
        events.recordEvent(entry().id(), on ? "enabled" : "disabled", "");
    }

    /// Closes the managed device and replaces it. The old one releases its link before the new one opens it.
    synchronized ManagedDevice replaceDevice(DeviceEntry entry, Driver driver, Duration lettingGo)
            throws InterruptedException {
        var old = managed;
        old.close();
        old.awaitEnd(lettingGo);
        var fresh = createManagedDevice(entry, driver);
        managed = fresh;
        if (closed || isLent()) fresh.close();
        return fresh;
    }

    boolean isLent() {
        return !lentTo.isEmpty();
    }

    /// Releases the link.
    ///
    /// @return false if a command still runs; then the device manager keeps the link
    synchronized boolean lendTo(String to, Duration patience) throws InterruptedException {
        lentTo = to;
        boolean lent = false;
        try {
            if (!managed.awaitRest(patience)) return false;
            managed.close();
            managed.awaitEnd(LETTING_GO);
            events.recordEvent(entry().id(), "lent", to);
            lent = true;
            return true;
        } finally {
            if (!lent) lentTo = "";
        }
    }

    void takeBackDevice(Driver driver, String by) {
        lentTo = "";
        exchangeAtRest(entry(), driver);
        events.recordEvent(entry().id(), "taken-back", by);
    }

    /// As [#replaceDevice], for a change of the file: waits until a running print has ended, and lets no other
    /// begin meanwhile.
    void exchangeAtRest(DeviceEntry entry, Driver driver) {
        var alone = claimFor("devices.yaml", RESTING.plus(LETTING_GO));
        try {
            if (!managed.awaitRest(RESTING))
                events.recordEvent(entry.id(), "hung", "a command was cut off by the change");
            replaceDevice(entry, driver, LETTING_GO);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            alone.ifPresent(DeviceClaim::close);
        }
    }

    /// Waits for the first status of the device, good or bad.
    ///
    /// @param trial whether to stop waiting when the driver shows a flaw
    DeviceStatus awaitFirstStatus(Deadline until, boolean trial) throws InterruptedException {
        var status = managed.readStatus(Duration.ofMillis(Math.max(1, until.millisLeft())));
        while (!status.usable()
                && !until.over()
                && !(trial && managed.driverFlaw().isPresent())) {
            Thread.sleep(Math.min(200, until.millisLeft()));
            status = managed.readStatus(Duration.ofMillis(Math.max(1, until.millisLeft())));
        }
        return status;
    }

    DeviceView toView() {
        var mine = managed;
        var entry = mine.entry();
        return new DeviceView(
                entry.id(),
                entry.deviceClass(),
                entry.driver(),
                entry.link().toString(),
                lifecycleOf(mine),
                mine.lastStatus(),
                mine.statusAge(),
                isLent() ? lentTo : currentClaim().map(DeviceClaim::owner).orElse(""),
                awaitedBy,
                enabled,
                isLent(),
                mine.deviceCounters().allCounts(),
                mine.device().map(Device::capabilities).orElse(java.util.Map.of()));
    }

    private DeviceLifecycle lifecycleOf(ManagedDevice mine) {
        var state = mine.lastStatus().state();
        if (isLent()) return DeviceLifecycle.CLAIMED;
        if (closed || state == DeviceState.STARTING) return DeviceLifecycle.CLOSED;
        if (!mine.isOpen()) return DeviceLifecycle.LOST;
        if (currentClaim().isPresent()) return DeviceLifecycle.CLAIMED;
        if (!enabled) return DeviceLifecycle.OPENED;
        if (mine.isBusy()) return DeviceLifecycle.BUSY;
        return mine.lastStatus().usable() ? DeviceLifecycle.ENABLED : DeviceLifecycle.ERROR;
    }

    /// Whether sessions are served by this device now.
    boolean isServing() {
        return unavailableFault().isEmpty();
    }

    @Override
    public void close() {
        closed = true;
        timer.shutdownNow();
        managed.close();
    }

    void awaitEnd(Duration patience) throws InterruptedException {
        managed.awaitEnd(patience);
    }
}
