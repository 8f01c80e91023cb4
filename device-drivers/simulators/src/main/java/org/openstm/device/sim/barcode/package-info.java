/// Simulated code scanners: one on a byte line, which can also send codes as key events of a keyboard, and an
/// XFS4IoT service (BarcodeReader).
///
/// Arrows: sees `sim.link`, `sim.xfs4iot` and `DeviceClass`; only [org.openstm.device.sim.SimulatorFactory]
/// sees it. Thread: those of its base classes. Why the service drops a code that is shown while no Read
/// command runs: a real service does the same, and no code may reach the next session.
@NullMarked
package org.openstm.device.sim.barcode;

import org.jspecify.annotations.NullMarked;
