/// The device manager of one terminal. [DeviceManager] opens the devices that `devices.yaml` names, hands
/// out their ports and checks them; [DriverSwaps] replaces drivers while sessions run, and [DeviceClaims]
/// takes a device away from sessions for a while. A `DeviceSlot` stays for as long as the device is
/// configured; the `ManagedDevice` in it is a driver with its executor, and a swap replaces it.
///
/// Arrows: sees ports, spi, link, command, supervision, host and `org.openstm.yaml`; it gets drivers only through
/// `ServiceLoader` or a [DriverSource]. `bundle` brings such a source; the kiosk's engine, staff services,
/// telemetry and app use the manager. Thread: each managed device has one `DeviceExecutor` (a platform thread). A
/// port may be called from any thread; the work runs on the executor, and interrupting the caller interrupts the
/// work. A swap runs on its caller's thread, one at a time. Why an executor may abandon its thread: a device that
/// hangs in native code must cost its own slot and no other, and closing the manager must always return.
@NullMarked
package org.openstm.device.manager;

import org.jspecify.annotations.NullMarked;
