/// The desk of one terminal: opens the devices that `devices.yaml` names and hands out their ports.
///
/// Arrows: ports, spi, link; drivers only through `ServiceLoader`. Thread: each device has a seat with one lane (a
/// platform thread); a port may be called from anywhere, its work runs on the lane, and interrupting the caller
/// interrupts the work. Why a lane that can be left behind: a device that hangs in native code must cost its own seat
/// and no other, and closing the desk must always return.
@NullMarked
package org.openstm.device.desk;

import org.jspecify.annotations.NullMarked;
