package org.openstm.device.manager;

import java.time.Duration;
import java.util.Optional;

/// Takes a device away from sessions and gives it back: claimed by an owner, lent to a maker's tool, or out of
/// service.
public final class DeviceClaims {
    private final DeviceSlots slots;

    DeviceClaims(DeviceSlots slots) {
        this.slots = slots;
    }

    /// Exclusive use. Sessions are not served by this device until the claim ends.
    ///
    /// @param owner name for the records
    /// @return empty if there is no such device or it is claimed already
    public Optional<DeviceClaim> claimDevice(String id, String owner, Duration lease) {
        return slots.findSlot(id).flatMap(slot -> slot.claimFor(owner, lease));
    }

    /// Ends another owner's claim; the event names `by`.
    public void breakClaim(String id, String by) {
        slots.findSlot(id)
                .ifPresent(slot -> slot.currentClaim()
                        .ifPresent(held -> slot.endClaim(held, "claim-broken", held.owner() + " by " + by)));
    }

    /// Takes a device out of service, or puts it back into service.
    public void setEnabled(String id, boolean on) {
        slots.findSlot(id).ifPresent(slot -> slot.setEnabled(on));
    }

    /// Releases a device's link for a tool of its maker (XFS4IoT VendorMode). Sessions are not served by it
    /// until [#takeBackDevice], or the next start.
    ///
    /// @param to name of the borrower, for the records
    /// @param patience how long a session that needs it may still take
    /// @return false if there is no such device, or it is still in use
    public boolean lendDevice(String id, String to, Duration patience) throws InterruptedException {
        var slot = slots.findSlot(id);
        if (slot.isEmpty()
                || slot.get().currentClaim().isPresent()
                || slot.get().isLent()) return false;
        return slots.deviceDrain().awaitAcknowledgement(slot.get().entry(), patience)
                && slot.get().lendTo(to, patience);
    }

    /// Opens a device again that was lent.
    ///
    /// @return false if it was not lent
    public boolean takeBackDevice(String id, String by) {
        var slot = slots.findSlot(id);
        if (slot.isEmpty() || !slot.get().isLent()) return false;
        slot.get().takeBackDevice(slots.driverSource().driverFor(slot.get().entry()), by);
        return true;
    }
}
