/// Starts device simulators ([SimulatorFactory]) and plays fault scripts on them. A simulator sends and
/// receives real bytes over a pty, TCP, HTTP, a WebSocket, or the virtual reader of a real `pcscd`. Tests,
/// the demonstration, the guided tour and staff training use the same simulators. [HeapSearch] looks for
/// personal data that is left in a process after a session.
///
/// Arrows: sees its subpackages and `DeviceClass`. Code outside uses [SimulatorFactory], which hands out only
/// `sim.link.DeviceSimulator` and `sim.receipt.EscPosRendering`. A simulator and its driver share no codec,
/// so that two readings of a protocol check each other. Thread: each simulator has threads of its own, and so
/// has a fault script. Why one line-based control: scenario files, the bench window and `stm sim` use the
/// same commands.
@NullMarked
package org.openstm.device.sim;

import org.jspecify.annotations.NullMarked;
