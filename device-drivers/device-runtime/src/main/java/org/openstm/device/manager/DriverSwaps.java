package org.openstm.device.manager;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.openstm.device.HealthLevel;

/// Replaces drivers and links while the terminal runs, for good or on trial.
public final class DriverSwaps {
    private final DeviceSlots slots;
    private final Supplier<Optional<DevicesFileWatcher>> watch;

    /// The previous entry of each device on trial.
    private final Map<String, DeviceEntry> tried = new ConcurrentHashMap<>();

    /// @param watch the watch of `devices.yaml`; empty where no file is watched
    DriverSwaps(DeviceSlots slots, Supplier<Optional<DevicesFileWatcher>> watch) {
        this.slots = slots;
        this.watch = watch;
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
        var slot = slots.findSlot(wanted.id());
        if (slot.isEmpty())
            return new SwapOutcome.Refused(DeviceSlots.noSuchDevice(wanted.id()).detail());
        if (slot.get().entry().deviceClass() != wanted.deviceClass())
            return new SwapOutcome.Refused(wanted.id() + " is a "
                    + slot.get().entry().deviceClass().text() + ", not a "
                    + wanted.deviceClass().text());
        if (slot.get().isLent()) return new SwapOutcome.Refused(wanted.id() + " is lent; take it back first");
        try {
            slots.driverSource().driverFor(wanted);
        } catch (IllegalArgumentException none) {
            return new SwapOutcome.Refused(String.valueOf(none.getMessage()));
        }
        var objection = slots.driverSource().findObjection(wanted);
        if (objection.isPresent()) return new SwapOutcome.Refused(objection.get());
        return new DriverSwap(this, slots, slot.get(), wanted, by, level, drainPatience, forGood).runSwap();
    }

    /// The entry that was in force for this device before the current one.
    public Optional<DeviceEntry> findPreviousEntry(String id) throws IOException {
        var slot = slots.findSlot(id);
        var file = watch.get();
        return slot.isEmpty() || file.isEmpty()
                ? Optional.empty()
                : file.get().fileHistory().findPreviousEntry(slot.get().entry(), slots.driverSource());
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
        synchronized (slots) {
            if (!tried.containsKey(id)) return false;
            commitEntry(id, by);
        }
        slots.eventLog().recordEvent(id, "kept", by);
        return true;
    }

    /// Ends a trial: the previous entry is in force again, whether its device answers or not.
    ///
    /// @return false if it is not on trial
    public boolean rollBackTrial(String id, String by) {
        var before = tried.get(id);
        var slot = slots.findSlot(id);
        if (before == null || slot.isEmpty()) return false;
        synchronized (slots) {
            slot.get().exchangeAtRest(before, slots.driverSource().driverFor(before));
            tried.remove(id);
        }
        slots.eventLog().recordEvent(id, "rolled-back", before.driver() + " serves again, by " + by);
        return true;
    }

    /// Forgets all trials: another configuration is in force.
    void endTrials() {
        tried.clear();
    }

    /// Writes the current configuration after a swap of this device; other trials continue.
    void commitEntry(String id, String by) throws IOException {
        var file = watch.get();
        if (file.isPresent())
            file.get()
                    .writeEntries(
                            slots.allSlots().stream()
                                    .map(DeviceSlot::entry)
                                    .map(entry -> entry.id().equals(id) ? entry : tried.getOrDefault(entry.id(), entry))
                                    .toList(),
                            by);
        tried.remove(id);
    }
}
