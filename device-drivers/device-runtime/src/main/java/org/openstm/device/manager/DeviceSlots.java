package org.openstm.device.manager;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openstm.device.Fault;
import org.openstm.device.FaultCode;

/// The slots of the devices in force, in the order of the file, with the drivers that are opened in them.
/// Its lock is held while an entry changes: by a swap, by a change of the file, and at the end of a trial.
final class DeviceSlots implements AutoCloseable {
    private static final Duration CLOSING = Duration.ofSeconds(2);

    private final DriverSource drivers;
    private final EventLog eventLog;
    private final Duration healthEvery;
    private volatile List<DeviceSlot> slots = List.of();
    private volatile DeviceDrain drain = DeviceDrain.NOBODY;
    private boolean closed;

    DeviceSlots(DriverSource drivers, EventLog eventLog, Duration healthEvery) {
        this.drivers = drivers;
        this.eventLog = eventLog;
        this.healthEvery = healthEvery;
    }

    /// Applies these entries to the device slots; a slot whose entry is unchanged continues undisturbed.
    synchronized void applyConfiguration(List<DeviceEntry> entries) {
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

    /// All slots; never waits.
    List<DeviceSlot> allSlots() {
        return slots;
    }

    Optional<DeviceSlot> findSlot(String id) {
        return slots.stream().filter(slot -> slot.entry().id().equals(id)).findFirst();
    }

    static Fault noSuchDevice(String id) {
        return FaultCode.NO_SUCH_DEVICE.fault("devices.yaml names no " + id);
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

    void setDeviceDrain(DeviceDrain drain) {
        this.drain = drain;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /// No configuration is applied any more.
    synchronized void stopChanges() {
        closed = true;
    }

    /// Always returns: a device that does not close is abandoned.
    @Override
    public void close() {
        slots.forEach(DeviceSlot::close);
        try {
            for (var slot : slots) slot.awaitEnd(CLOSING);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
