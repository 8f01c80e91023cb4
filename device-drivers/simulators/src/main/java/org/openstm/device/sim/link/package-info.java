/// The simulator's end of a link: a TCP port or a pty that can be unplugged and plugged in again, with link
/// faults such as late, split, repeated or changed bytes.
///
/// Arrows: sees `DeviceClass` and the pty of `device.link`, nothing else of the drivers' links. The
/// simulators extend [WiredSimulator]; other code sees only [DeviceSimulator]. Thread: each [SimulatorPort]
/// has one platform thread that reads. Why only the pty is shared: the drivers' reading and writing is what a
/// simulator tests. Why link faults come from a seed: a failure can be repeated.
@NullMarked
package org.openstm.device.sim.link;

import org.jspecify.annotations.NullMarked;
