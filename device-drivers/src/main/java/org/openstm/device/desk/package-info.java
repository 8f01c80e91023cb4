/// The desk of one terminal: opens the devices that `devices.yaml` names, hands out their ports, and exchanges
/// drivers while sessions run. A seat is a device's place and stays; the unit on it is a driver with its lane, and
/// is swapped.
///
/// Arrows: ports, spi, link, host; drivers only through `ServiceLoader` or a [DriverSource] that others bring.
/// Thread: each unit has one lane (a platform thread); a port may be called from anywhere, its work runs on the
/// lane, and interrupting the caller interrupts the work; a swap runs on its caller's thread, one at a time. Why a
/// lane that can be left behind: a device that hangs in native code must cost its own seat and no other, and
/// closing the desk must always return.
@NullMarked
package org.openstm.device.desk;

import org.jspecify.annotations.NullMarked;
