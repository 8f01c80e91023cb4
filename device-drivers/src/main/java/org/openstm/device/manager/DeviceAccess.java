package org.openstm.device.manager;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.openstm.device.Device;
import org.openstm.device.DeviceStatus;
import org.openstm.device.Fault;

/// Somebody's way to a device: a session's, which ends at a claim, or the claim's owner's.
interface DeviceAccess {
    /// Does a port's work on the device's lane.
    ///
    /// @param patience of the caller; the work may take a little longer before it counts as hung
    /// @param faultOf the fault in a result, if it is one that leaves no doubt
    /// @param otherwise the port's way to say that it did not even begin
    /// @param hung the port's way to say that nobody knows what happened
    <R> R useDevice(
            Duration patience,
            ManagedDevice.DeviceWork<R> work,
            Function<R, Optional<Fault>> faultOf,
            Function<Fault, R> otherwise,
            Function<Fault, R> hung)
            throws InterruptedException;

    DeviceStatus readStatus(Duration patience) throws InterruptedException;

    DeviceEntry entry();

    /// The device itself, for what a port tells without asking it.
    Optional<Device> device();
}
