/// Simulators that speak real bytes over a pty or TCP, cards in the virtual reader of a real `pcscd`, and XFS4IoT
/// services on a WebSocket. They ship with the product: tests, the demo, the tour and staff training use the same
/// ones.
///
/// Arrows: knows links' pty code and nothing of the drivers; a simulator and its driver share no
/// codec, so that two readings of a protocol check each other. Thread: each simulator has its own.
/// Why one line-based control: the walk language, the bench window and `stm sim` on a terminal say
/// the same words.
@NullMarked
package org.openstm.device.sim;

import org.jspecify.annotations.NullMarked;
