/// A simulated identity card reader with a SAM_V module (GA 450, GA 467), and the invented citizens whose
/// cards it reads (`citizens.yaml` beside this package).
///
/// Arrows: sees `sim.link` and `DeviceClass`; only [org.openstm.device.sim.SimulatorFactory] sees it. Thread:
/// the port's own. Why the card layouts are written here a second time, by character positions and not by
/// byte offsets: an error in the driver's table is not hidden by the same error here.
@NullMarked
package org.openstm.device.sim.idcard;

import org.jspecify.annotations.NullMarked;
