package org.openstm.device.manager;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.openstm.device.Device;
import org.openstm.device.DeviceStatus;
import org.openstm.device.Fault;

/// Access to a device: either a session's, which a claim suspends, or that of the claim's owner.
interface DeviceAccess {
    /// Runs a port's work on the device's executor.
    ///
    /// @param patience of the caller; the work may take a little longer before it counts as hung
    /// @param faultOf the fault in a result, if it is certain
    /// @param otherwise makes the port's result for work that did not begin
    /// @param hung makes the port's result for work whose outcome is unknown
    <R> R useDevice(
            Duration patience,
            ManagedDevice.DeviceWork<R> work,
            Function<R, Optional<Fault>> faultOf,
            Function<Fault, R> otherwise,
            Function<Fault, R> hung)
            throws InterruptedException;

    DeviceStatus readStatus(Duration patience) throws InterruptedException;

    DeviceEntry entry();

    /// The device itself, for what a port returns without asking it.
    Optional<Device> device();
}
