/// Simulated receipt printers: an ESC/POS printer with a receive buffer, sensors and a cutter, and an XFS4IoT
/// service (Printer). Each cut writes a PNG file of the paper and a text file of what was typed on it.
///
/// Arrows: sees `sim.link`, `sim.xfs4iot`, `DeviceClass` and ZXing, never `org.openstm.print`. Only
/// [org.openstm.device.sim.SimulatorFactory] uses its classes; [EscPosRendering] is handed out by it. Thread:
/// the port's thread receives and executes real-time commands on arrival; one platform thread works through
/// the buffer and prints. Why a picture of paper is drawn only from the bytes that arrived: it must show what
/// was sent, not what a driver or a `Sheet` meant.
@NullMarked
package org.openstm.device.sim.receipt;

import org.jspecify.annotations.NullMarked;
