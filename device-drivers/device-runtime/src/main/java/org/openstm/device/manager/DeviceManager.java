package org.openstm.device.manager;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openstm.device.Camera;
import org.openstm.device.Device;
import org.openstm.device.HealthLevel;
import org.openstm.device.HealthReport;
import org.openstm.device.command.PortTable;
import org.openstm.device.supervision.SupervisedLoop;

/// All devices of a terminal. Opening returns at once; devices connect and reconnect in the background. Later
/// changes of `devices.yaml` are applied while the terminal runs.
public final class DeviceManager implements AutoCloseable {
    private static final Duration EVERY_FEW_SECONDS = Duration.ofSeconds(5);
    private static final Duration CLEARING = Duration.ofSeconds(2);

    private final EventLog eventLog;
    private final DeviceSlots slots;
    private final DeviceClaims claims;
    private final DriverSwaps swaps;
    private @Nullable DevicesFileWatcher watch;
    private Optional<String> mistake = Optional.empty();

    private DeviceManager(DriverSource drivers, InstantSource clock, Duration healthEvery) {
        this.eventLog = new EventLog(clock);
        this.slots = new DeviceSlots(drivers, eventLog, healthEvery);
        this.claims = new DeviceClaims(slots);
        this.swaps = new DriverSwaps(slots, () -> Optional.ofNullable(watch));
    }

    /// Opens the devices of the file, applies its later changes, and keeps each version in `devices.versions`
    /// beside it.
    ///
    /// @throws IllegalArgumentException if the file is invalid; the message gives the place and the remedy
    public static DeviceManager open(Path devicesYaml, DriverSource drivers, InstantSource clock) {
        return open(DevicesFilePaths.singleFile(devicesYaml), drivers, clock);
    }

    private static DeviceManager open(DevicesFilePaths where, DriverSource drivers, InstantSource clock) {
        var entries = DevicesFile.readEntries(where.currentFile(), drivers);
        return open(
                where,
                new DevicesFileHistory(where.versionsFolder(), clock),
                drivers,
                clock,
                entries,
                Optional.empty());
    }

    /// The same for a terminal that must start: if the file is invalid or missing, the last good version is in
    /// force, and [#configurationError] gives the error. Swaps are written to the data folder; the configured file
    /// is only read.
    ///
    /// @param data folder that is the program's own
    /// @throws IllegalArgumentException if there is no good version either
    public static DeviceManager openOrLastGood(Path devicesYaml, Path data, DriverSource drivers, InstantSource clock) {
        var where = DevicesFilePaths.inDataFolder(devicesYaml, data);
        var versions = new DevicesFileHistory(where.versionsFolder(), clock);
        try {
            return open(where, drivers, clock);
        } catch (IllegalArgumentException wrong) {
            var good = versions.findLastGood(drivers).orElseThrow(() -> wrong);
            String mistake = wrong.getMessage() + "; in force is the version before, "
                    + good.file().getFileName();
            return open(where, versions, drivers, clock, good.entries(), Optional.of(mistake));
        }
    }

    private static DeviceManager open(
            DevicesFilePaths where,
            DevicesFileHistory versions,
            DriverSource drivers,
            InstantSource clock,
            List<DeviceEntry> entries,
            Optional<String> mistake) {
        var manager = new DeviceManager(drivers, clock, EVERY_FEW_SECONDS);
        manager.mistake = mistake;
        manager.watch = new DevicesFileWatcher(where, versions, manager, entries);
        manager.applyConfiguration(entries);
        manager.watch.start(mistake.isEmpty());
        return manager;
    }

    /// Opens these entries with the drivers of this program; no file is watched.
    ///
    /// @param healthEvery interval of status queries to an idle device
    public static DeviceManager open(List<DeviceEntry> entries, Duration healthEvery) {
        return open(entries, new BuiltInDrivers(), healthEvery);
    }

    public static DeviceManager open(List<DeviceEntry> entries, DriverSource drivers, Duration healthEvery) {
        var manager = new DeviceManager(drivers, InstantSource.system(), healthEvery);
        manager.applyConfiguration(entries);
        return manager;
    }

    /// The error in the file at start-up because of which the last good version is in force; empty if there was
    /// none.
    public Optional<String> configurationError() {
        return mistake;
    }

    /// Reads a `devices.yaml`.
    ///
    /// @throws IllegalArgumentException as [#open]
    public static List<DeviceEntry> readEntries(Path devicesYaml, DriverSource drivers) {
        return DevicesFile.readEntries(devicesYaml, drivers);
    }

    /// Applies these entries; a slot whose entry is unchanged continues undisturbed.
    void applyConfiguration(List<DeviceEntry> entries) {
        synchronized (slots) {
            if (slots.isClosed()) return;
            swaps.endTrials();
            slots.applyConfiguration(entries);
        }
    }

    /// Claims of devices, their lending, and taking them out of service.
    public DeviceClaims claims() {
        return claims;
    }

    /// Swaps of drivers and links, and their trials.
    public DriverSwaps swaps() {
        return swaps;
    }

    DeviceSlots slots() {
        return slots;
    }

    /// The port of the first device of its class.
    public <P extends Device> Optional<P> findPort(Class<P> port) {
        var deviceClass = PortTable.classOf(port);
        return slots.allSlots().stream()
                .filter(slot -> slot.entry().deviceClass() == deviceClass)
                .findFirst()
                .map(slot -> PortTable.proxyFor(port, new ManagedTarget(slot)));
    }

    /// The first serving camera with that view; if none serves, the first with that view.
    public Optional<Camera> camera(Camera.View view) {
        var all = cameraSlots(view);
        return all.stream()
                .filter(slot -> slot.toView().isServing())
                .findFirst()
                .or(() -> all.stream().findFirst())
                .map(slot -> PortTable.proxyFor(Camera.class, new ManagedTarget(slot)));
    }

    private List<DeviceSlot> cameraSlots(Camera.View view) {
        return slots.allSlots().stream()
                .filter(slot -> slot.entry().hasView(view))
                .toList();
    }

    /// All devices in the order of the file; never waits.
    public List<DeviceView> deviceViews() {
        return slots.allSlots().stream().map(DeviceSlot::toView).toList();
    }

    /// The events after this one, oldest first; at most the last thousand.
    public List<DeviceEvent> eventsAfter(long after) {
        return eventLog.eventsAfter(after);
    }

    /// @param listener receives each event in order; must not block
    public void addEventListener(Consumer<DeviceEvent> listener) {
        eventLog.addEventListener(listener);
    }

    /// Health of the file watch; empty where no file is watched.
    public Optional<SupervisedLoop.LoopHealth> fileWatchHealth() {
        return Optional.ofNullable(watch).map(DevicesFileWatcher::loopHealth);
    }

    /// @param watcher receives each use of a device, on the thread that used it; must not block
    public void addUseListener(Consumer<DeviceUse> watcher) {
        eventLog.addUseListener(watcher);
    }

    /// Sets the drain that is asked before a device is taken away from sessions.
    public void setDeviceDrain(DeviceDrain drain) {
        slots.setDeviceDrain(drain);
    }

    /// Cancels the running and the queued commands of this device.
    public void cancelCommands(String id) {
        slots.findSlot(id).ifPresent(slot -> slot.managedDevice().cancelCommands());
    }

    /// Cancels the commands of this device, closes it and opens it again with a fresh driver, as after a change of
    /// the file.
    ///
    /// @param by name for the records
    /// @return false if there is no such device, or it is claimed
    public boolean resetDevice(String id, String by) {
        var slot = slots.findSlot(id);
        if (slot.isEmpty()
                || slot.get().currentClaim().isPresent()
                || slot.get().isLent()) return false;
        eventLog.recordEvent(id, "reset", by);
        slot.get().managedDevice().cancelCommands();
        var entry = slot.get().entry();
        slot.get().exchangeAtRest(entry, slots.driverSource().driverFor(entry));
        return true;
    }

    public HealthReport checkHealth(String id, HealthLevel level, Duration patience) throws InterruptedException {
        var slot = slots.findSlot(id);
        return slot.isPresent()
                ? HealthChecks.checkDevice(slot.get(), level, patience)
                : HealthChecks.failedReport(level, DeviceSlots.noSuchDevice(id));
    }

    /// The device's own counters.
    public Map<String, Long> readStatistics(String id, Duration patience) throws InterruptedException {
        var slot = slots.findSlot(id);
        if (slot.isEmpty()) return Map.of();
        return slot.get()
                .managedDevice()
                .useDevice(
                        patience,
                        device -> device.statistics(patience),
                        _ -> Optional.empty(),
                        _ -> Map.of(),
                        _ -> Map.of());
    }

    /// Clears the last citizen's data from all devices at the end of a session. In parallel, because a device that
    /// waits for a card keeps its executor busy for a second: a slot that is cleared late would mistake the next
    /// citizen's card for a forgotten one.
    public void clearDevices() throws InterruptedException {
        var all = slots.allSlots().stream()
                .map(DeviceSlot::managedDevice)
                .filter(ManagedDevice::isOpen)
                .map(DeviceManager::clearTask)
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // a failing device must not stop the others, and is reported
            for (var done : threads.invokeAll(all))
                if (done.state() == Future.State.FAILED && done.exceptionNow() instanceof RuntimeException bug)
                    throw bug;
        }
    }

    private static Callable<Boolean> clearTask(ManagedDevice unit) {
        return () -> unit.useDevice(
                CLEARING,
                device -> {
                    device.clear();
                    return true;
                },
                _ -> Optional.empty(),
                _ -> false,
                _ -> false);
    }

    /// The entry that is in force.
    public Optional<DeviceEntry> findEntry(String id) {
        return slots.findSlot(id).map(DeviceSlot::entry);
    }

    /// Always returns: a device that does not close is abandoned.
    @Override
    public void close() {
        slots.stopChanges();
        if (watch != null) watch.close();
        slots.close();
    }
}
