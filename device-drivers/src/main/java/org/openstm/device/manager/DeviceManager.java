package org.openstm.device.manager;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openstm.device.BarcodeReader;
import org.openstm.device.Camera;
import org.openstm.device.ChipCardReader;
import org.openstm.device.DeviceClass;
import org.openstm.device.DocumentPrinter;
import org.openstm.device.Fault;
import org.openstm.device.HealthLevel;
import org.openstm.device.HealthReport;
import org.openstm.device.IdCardReader;
import org.openstm.device.Lights;
import org.openstm.device.ReceiptPrinter;
import org.openstm.device.WhoActs;
import org.openstm.device.supervision.SupervisedLoop;

/// All devices of a terminal. Opening returns at once; devices connect and reconnect in the background. Later
/// changes of `devices.yaml` are applied while the terminal runs.
public final class DeviceManager implements AutoCloseable {
    private static final Duration EVERY_FEW_SECONDS = Duration.ofSeconds(5);
    private static final Duration CLOSING = Duration.ofSeconds(2);
    private static final Duration CLEARING = Duration.ofSeconds(2);

    private final DriverSource drivers;
    private final EventLog eventLog;
    private final Duration healthEvery;
    private volatile List<DeviceSlot> slots = List.of();
    private volatile DeviceDrain drain = DeviceDrain.NOBODY;

    /// The previous entry of each device on trial.
    private final Map<String, DeviceEntry> tried = new ConcurrentHashMap<>();

    private @Nullable DevicesFileWatcher watch;
    private Optional<String> mistake = Optional.empty();
    private boolean closed;

    private DeviceManager(DriverSource drivers, InstantSource clock, Duration healthEvery) {
        this.drivers = drivers;
        this.eventLog = new EventLog(clock);
        this.healthEvery = healthEvery;
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

    /// Applies these entries to the device slots; a slot whose entry is unchanged continues undisturbed.
    synchronized void applyConfiguration(List<DeviceEntry> entries) {
        if (closed) return;
        tried.clear();
        var next = new ArrayList<DeviceSlot>();
        for (var entry : entries) next.add(applyEntry(entry));
        var gone = slots.stream().filter(slot -> !next.contains(slot)).toList();
        slots = List.copyOf(next);
        for (var slot : gone) {
            slot.close();
            eventLog.recordEvent(slot.entry().id(), "removed", "");
        }
    }

    private DeviceSlot applyEntry(DeviceEntry entry) {
        var there = findSlot(entry.id());
        if (there.isEmpty() || there.get().entry().deviceClass() != entry.deviceClass()) {
            eventLog.recordEvent(entry.id(), "added", entry.driver() + " " + entry.link());
            return new DeviceSlot(entry, drivers.driverFor(entry), eventLog, healthEvery);
        }
        var slot = there.get();
        if (!slot.entry().equals(entry)) {
            slot.exchangeAtRest(entry, drivers.driverFor(entry));
            eventLog.recordEvent(entry.id(), "changed", entry.driver() + " " + entry.link());
        }
        return slot;
    }

    private Optional<DeviceSlot> findSlot(String id) {
        return slots.stream().filter(slot -> slot.entry().id().equals(id)).findFirst();
    }

    public Optional<IdCardReader> idCardReader() {
        return firstPort(DeviceClass.ID_CARD_READER, DeviceProxies.IdCardReaderProxy::new);
    }

    public Optional<ChipCardReader> chipCardReader() {
        return firstPort(DeviceClass.CHIP_CARD_READER, DeviceProxies.ChipCardReaderProxy::new);
    }

    public Optional<ReceiptPrinter> receiptPrinter() {
        return firstPort(DeviceClass.RECEIPT_PRINTER, DeviceProxies.ReceiptPrinterProxy::new);
    }

    public Optional<DocumentPrinter> documentPrinter() {
        return firstPort(DeviceClass.DOCUMENT_PRINTER, DeviceProxies.DocumentPrinterProxy::new);
    }

    public Optional<BarcodeReader> barcodeReader() {
        return firstPort(DeviceClass.BARCODE_READER, DeviceProxies.BarcodeReaderProxy::new);
    }

    /// The first serving camera with that view; if none serves, the first with that view.
    public Optional<Camera> camera(Camera.View view) {
        var all = cameraSlots(view);
        return all.stream()
                .filter(slot -> slot.toView().isServing())
                .findFirst()
                .or(() -> all.stream().findFirst())
                .map(DeviceProxies.CameraProxy::new);
    }

    private List<DeviceSlot> cameraSlots(Camera.View view) {
        return slots.stream().filter(slot -> slot.entry().hasView(view)).toList();
    }

    public Optional<Lights> lights() {
        return firstPort(DeviceClass.LIGHTS, DeviceProxies.LightsProxy::new);
    }

    private <P> Optional<P> firstPort(DeviceClass deviceClass, Function<DeviceAccess, P> port) {
        return slots.stream()
                .filter(slot -> slot.entry().deviceClass() == deviceClass)
                .findFirst()
                .map(port);
    }

    /// All devices in the order of the file; never waits.
    public List<DeviceView> deviceViews() {
        return slots.stream().map(DeviceSlot::toView).toList();
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
        this.drain = drain;
    }

    /// Exclusive use. Sessions are not served by this device until the claim ends.
    ///
    /// @param owner name for the records
    /// @return empty if there is no such device or it is claimed already
    public Optional<DeviceClaim> claimDevice(String id, String owner, Duration lease) {
        return findSlot(id).flatMap(slot -> slot.claimFor(owner, lease));
    }

    /// Ends another owner's claim; the event names `by`.
    public void breakClaim(String id, String by) {
        findSlot(id)
                .ifPresent(slot -> slot.currentClaim()
                        .ifPresent(held -> slot.endClaim(held, "claim-broken", held.owner() + " by " + by)));
    }

    /// Cancels the running and the queued commands of this device.
    public void cancelCommands(String id) {
        findSlot(id).ifPresent(slot -> slot.managedDevice().cancelCommands());
    }

    /// Takes a device out of service, or puts it back into service.
    public void setEnabled(String id, boolean on) {
        findSlot(id).ifPresent(slot -> slot.setEnabled(on));
    }

    /// Cancels the commands of this device, closes it and opens it again with a fresh driver, as after a change of
    /// the file.
    ///
    /// @param by name for the records
    /// @return false if there is no such device, or it is claimed
    public boolean resetDevice(String id, String by) {
        var slot = findSlot(id);
        if (slot.isEmpty()
                || slot.get().currentClaim().isPresent()
                || slot.get().isLent()) return false;
        eventLog.recordEvent(id, "reset", by);
        slot.get().managedDevice().cancelCommands();
        var entry = slot.get().entry();
        slot.get().exchangeAtRest(entry, drivers.driverFor(entry));
        return true;
    }

    /// Releases a device's link for a tool of its maker (XFS4IoT VendorMode). Sessions are not served by it until
    /// [#takeBackDevice], or the next start.
    ///
    /// @param to name of the borrower, for the records
    /// @param patience how long a session that needs it may still take
    /// @return false if there is no such device, or it is still in use
    public boolean lendDevice(String id, String to, Duration patience) throws InterruptedException {
        var slot = findSlot(id);
        if (slot.isEmpty()
                || slot.get().currentClaim().isPresent()
                || slot.get().isLent()) return false;
        return drain.awaitAcknowledgement(slot.get().entry(), patience)
                && slot.get().lendTo(to, patience);
    }

    /// Opens a device again that was lent.
    ///
    /// @return false if it was not lent
    public boolean takeBackDevice(String id, String by) {
        var slot = findSlot(id);
        if (slot.isEmpty() || !slot.get().isLent()) return false;
        slot.get().takeBackDevice(drivers.driverFor(slot.get().entry()), by);
        return true;
    }

    public HealthReport checkHealth(String id, HealthLevel level, Duration patience) throws InterruptedException {
        var slot = findSlot(id);
        return slot.isPresent()
                ? HealthChecks.checkDevice(slot.get(), level, patience)
                : HealthChecks.failedReport(level, noSuchDevice(id));
    }

    /// The device's own counters.
    public Map<String, Long> readStatistics(String id, Duration patience) throws InterruptedException {
        var slot = findSlot(id);
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

    private static Fault noSuchDevice(String id) {
        return new Fault("no-such-device", WhoActs.ENGINEER, "devices.yaml names no " + id);
    }

    /// Clears the last citizen's data from all devices at the end of a session. In parallel, because a device that
    /// waits for a card keeps its executor busy for a second: a slot that is cleared late would mistake the next
    /// citizen's card for a forgotten one.
    public void clearDevices() throws InterruptedException {
        var all = slots.stream()
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

    /// Replaces a device's driver or link while the terminal runs; rolls back if the health check fails.
    ///
    /// @param wanted the new entry; its id names the device
    /// @param by name for the records
    /// @param level depth of the health check of the new device
    /// @param drainPatience how long a running session that needs the device may take
    public SwapOutcome swapDevice(DeviceEntry wanted, String by, HealthLevel level, Duration drainPatience)
            throws InterruptedException {
        return swapDevice(wanted, by, level, drainPatience, true);
    }

    /// As [#swapDevice], but on trial: `devices.yaml` is unchanged and is in force again after a restart, until
    /// [#keepTrial] or [#rollBackTrial].
    public SwapOutcome swapOnTrial(DeviceEntry wanted, String by, HealthLevel level, Duration drainPatience)
            throws InterruptedException {
        return swapDevice(wanted, by, level, drainPatience, false);
    }

    private SwapOutcome swapDevice(
            DeviceEntry wanted, String by, HealthLevel level, Duration drainPatience, boolean forGood)
            throws InterruptedException {
        var slot = findSlot(wanted.id());
        if (slot.isEmpty())
            return new SwapOutcome.Refused(noSuchDevice(wanted.id()).detail());
        if (slot.get().entry().deviceClass() != wanted.deviceClass())
            return new SwapOutcome.Refused(wanted.id() + " is a "
                    + slot.get().entry().deviceClass().text() + ", not a "
                    + wanted.deviceClass().text());
        if (slot.get().isLent()) return new SwapOutcome.Refused(wanted.id() + " is lent; take it back first");
        try {
            drivers.driverFor(wanted);
        } catch (IllegalArgumentException none) {
            return new SwapOutcome.Refused(String.valueOf(none.getMessage()));
        }
        var objection = drivers.findObjection(wanted);
        if (objection.isPresent()) return new SwapOutcome.Refused(objection.get());
        return new DriverSwap(this, slot.get(), wanted, by, level, drainPatience, forGood).runSwap();
    }

    /// The entry that was in force for this device before the current one.
    public Optional<DeviceEntry> findPreviousEntry(String id) throws IOException {
        var slot = findSlot(id);
        return slot.isEmpty() || watch == null
                ? Optional.empty()
                : watch.fileHistory().findPreviousEntry(slot.get().entry(), drivers);
    }

    /// The entry that is in force.
    public Optional<DeviceEntry> findEntry(String id) {
        return findSlot(id).map(DeviceSlot::entry);
    }

    DriverSource driverSource() {
        return drivers;
    }

    EventLog eventLog() {
        return eventLog;
    }

    DeviceDrain deviceDrain() {
        return drain;
    }

    /// Keeps the previous entry for the rollback, also over a second trial.
    void recordTrial(DeviceEntry before) {
        tried.putIfAbsent(before.id(), before);
    }

    public List<String> devicesOnTrial() {
        return List.copyOf(tried.keySet());
    }

    /// Makes a trial permanent by writing it to `devices.yaml`.
    ///
    /// @param by name for the records
    /// @return false if it is not on trial
    /// @throws IOException if the file cannot be written; the trial continues
    public boolean keepTrial(String id, String by) throws IOException {
        synchronized (this) {
            if (!tried.containsKey(id)) return false;
            commitEntry(id, by);
        }
        eventLog.recordEvent(id, "kept", by);
        return true;
    }

    /// Ends a trial: the previous entry is in force again, whether its device answers or not.
    ///
    /// @return false if it is not on trial
    public boolean rollBackTrial(String id, String by) {
        var before = tried.get(id);
        var slot = findSlot(id);
        if (before == null || slot.isEmpty()) return false;
        synchronized (this) {
            slot.get().exchangeAtRest(before, drivers.driverFor(before));
            tried.remove(id);
        }
        eventLog.recordEvent(id, "rolled-back", before.driver() + " serves again, by " + by);
        return true;
    }

    /// Writes the current configuration after a swap of this device; other trials continue.
    void commitEntry(String id, String by) throws IOException {
        if (watch != null)
            watch.writeEntries(
                    slots.stream()
                            .map(DeviceSlot::entry)
                            .map(entry -> entry.id().equals(id) ? entry : tried.getOrDefault(entry.id(), entry))
                            .toList(),
                    by);
        tried.remove(id);
    }

    /// Always returns: a device that does not close is abandoned.
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        if (watch != null) watch.close();
        slots.forEach(DeviceSlot::close);
        try {
            for (var slot : slots) slot.awaitEnd(CLOSING);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
