package org.openstm.device.desk;

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
import org.openstm.device.WhoActs;
import org.openstm.device.link.Deadline;
import org.openstm.device.spi.Driver;

/// A device's place on the desk. It stays when the unit on it is swapped; whoever uses it never
/// holds the old one.
final class Seat implements Use, AutoCloseable {
    private static final Duration RESTING = Duration.ofSeconds(30);
    private static final Duration LETTING_GO = Duration.ofSeconds(1);

    private final Diary diary;
    private final ScheduledExecutorService round;
    private volatile Unit unit;
    private volatile @Nullable Claim claim;
    private volatile String awaitedBy = "";
    private volatile boolean enabled = true;

    /// Whose tool has the line; empty while the desk has it.
    private volatile String lentTo = "";

    private volatile boolean closed;

    /// @param healthEvery how often an idle device is asked how it is
    Seat(DeviceEntry entry, Driver driver, Diary diary, Duration healthEvery) {
        this.diary = diary;
        this.unit = unit(entry, driver);
        // each seat has its own round: one that waits for a slow device keeps no other from being asked
        this.round = Executors.newSingleThreadScheduledExecutor(
                Thread.ofVirtual().name("health " + entry.id()).factory());
        var _ = round.scheduleWithFixedDelay(this::check, 0, healthEvery.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Unit unit(DeviceEntry entry, Driver driver) {
        return new Unit(entry, driver, change -> diary.write(entry.id(), change.kind(), change.text()), diary::used);
    }

    private void check() {
        if (lent()) return;
        var mine = unit;
        try {
            mine.checkHealth();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException bug) {
            // let out, it would end the round without a word
            mine.broke(bug);
        }
    }

    @Override
    public DeviceEntry entry() {
        return unit.entry();
    }

    @Override
    public Optional<Device> device() {
        return unit.device();
    }

    Unit unit() {
        return unit;
    }

    @Override
    public <R> R use(
            Duration patience,
            Unit.Work<R> work,
            Function<R, Optional<Fault>> faultOf,
            Function<Fault, R> otherwise,
            Function<Fault, R> hung)
            throws InterruptedException {
        var shut = shut();
        return shut.isPresent() ? otherwise.apply(shut.get()) : unit.use(patience, work, faultOf, otherwise, hung);
    }

    /// Asking disturbs nobody, so a claim does not shut it.
    @Override
    public DeviceStatus ask(Duration patience) throws InterruptedException {
        return lent() ? DeviceStatus.of(DeviceState.OFFLINE, lentFault()) : unit.ask(patience);
    }

    private Fault lentFault() {
        return new Fault("device-lent", WhoActs.ENGINEER, "it is lent to " + lentTo);
    }

    /// Why sessions are not served now.
    private Optional<Fault> shut() {
        if (lent()) return Optional.of(lentFault());
        if (!enabled) return Optional.of(new Fault("device-disabled", WhoActs.STAFF, "it was taken out of service"));
        return holder().map(by -> new Fault("device-claimed", WhoActs.STAFF, "it is held by " + by.owner()));
    }

    /// Whoever holds the seat now.
    Optional<Claim> holder() {
        var held = claim;
        if (held == null) return Optional.empty();
        if (!held.expired()) return Optional.of(held);
        end(held, "claim-expired");
        return Optional.empty();
    }

    /// Somebody waits until the session that runs lets go; empty when nobody does any more.
    void awaited(String by) {
        awaitedBy = by;
    }

    synchronized Optional<Claim> claim(String owner, Duration lease) {
        if (closed || holder().isPresent()) return Optional.empty();
        var fresh = new Claim(this, owner, lease);
        claim = fresh;
        diary.write(entry().id(), "claimed", owner);
        return Optional.of(fresh);
    }

    /// @param kind of the event that says how it ended
    void end(Claim held, String kind) {
        end(held, kind, held.owner());
    }

    synchronized void end(Claim held, String kind, String text) {
        if (claim != held) return;
        claim = null;
        diary.write(entry().id(), kind, text);
    }

    void enable(boolean on) {
        enabled = on;
        diary.write(entry().id(), on ? "enabled" : "disabled", "");
    }

    /// Ends the unit that sits here and seats another. The old one lets go of its line before the
    /// new one opens it.
    synchronized Unit seat(DeviceEntry entry, Driver driver, Duration lettingGo) throws InterruptedException {
        var old = unit;
        old.close();
        old.awaitEnd(lettingGo);
        var fresh = unit(entry, driver);
        unit = fresh;
        if (closed || lent()) fresh.close();
        return fresh;
    }

    boolean lent() {
        return !lentTo.isEmpty();
    }

    /// Lets go of the line.
    ///
    /// @return false if a command still runs; then the desk keeps it
    synchronized boolean lend(String to, Duration patience) throws InterruptedException {
        lentTo = to;
        boolean lent = false;
        try {
            if (!unit.restsWithin(patience)) return false;
            unit.close();
            unit.awaitEnd(LETTING_GO);
            diary.write(entry().id(), "lent", to);
            lent = true;
            return true;
        } finally {
            if (!lent) lentTo = "";
        }
    }

    void takeBack(Driver driver, String by) {
        lentTo = "";
        exchange(entry(), driver);
        diary.write(entry().id(), "taken-back", by);
    }

    /// As [#seat], for a change of the file: a print that runs ends first, and none begins
    /// meanwhile.
    void exchange(DeviceEntry entry, Driver driver) {
        var alone = claim("devices.yaml", RESTING.plus(LETTING_GO));
        try {
            if (!unit.restsWithin(RESTING)) diary.write(entry.id(), "hung", "a command was cut off by the change");
            seat(entry, driver, LETTING_GO);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            alone.ifPresent(Claim::close);
        }
    }

    /// Waits until the device has answered for the first time, well or ill.
    ///
    /// @param trial whether a driver that shows a flaw is not waited for any longer
    DeviceStatus firstStatus(Deadline until, boolean trial) throws InterruptedException {
        var status = unit.ask(Duration.ofMillis(Math.max(1, until.millisLeft())));
        while (!status.usable() && !until.over() && !(trial && unit.flaw().isPresent())) {
            Thread.sleep(Math.min(200, until.millisLeft()));
            status = unit.ask(Duration.ofMillis(Math.max(1, until.millisLeft())));
        }
        return status;
    }

    DeviceView view() {
        var mine = unit;
        var entry = mine.entry();
        return new DeviceView(
                entry.id(),
                entry.deviceClass(),
                entry.driver(),
                entry.link().toString(),
                lifecycle(mine),
                mine.status(),
                mine.age(),
                lent() ? lentTo : holder().map(Claim::owner).orElse(""),
                awaitedBy,
                enabled,
                lent(),
                mine.tally().all(),
                mine.device().map(Device::capabilities).orElse(java.util.Map.of()));
    }

    private Lifecycle lifecycle(Unit mine) {
        var state = mine.status().state();
        if (lent()) return Lifecycle.CLAIMED;
        if (closed || state == DeviceState.STARTING) return Lifecycle.CLOSED;
        if (!mine.isOpen()) return Lifecycle.LOST;
        if (holder().isPresent()) return Lifecycle.CLAIMED;
        if (!enabled) return Lifecycle.OPENED;
        if (mine.isBusy()) return Lifecycle.BUSY;
        return mine.status().usable() ? Lifecycle.ENABLED : Lifecycle.ERROR;
    }

    /// Whether a session may count on this device now.
    boolean serves() {
        return shut().isEmpty();
    }

    @Override
    public void close() {
        closed = true;
        round.shutdownNow();
        unit.close();
    }

    void awaitEnd(Duration patience) throws InterruptedException {
        unit.awaitEnd(patience);
    }
}
