/// What the simulated XFS4IoT services share: the WebSocket's server end, the service publisher, the
/// messages, and the queue of commands with acknowledgement, event and completion.
///
/// Arrows: sees `sim.link`; the services in `sim.barcode`, `sim.chipcard` and `sim.receipt` extend it. It
/// shares nothing with `driver.xfs4iot`. Thread: the port's thread receives and answers Common commands at
/// once; one platform thread executes the device's commands in order. Why our own WebSocket and no library: a
/// library would own the socket, and link faults could not be applied to its bytes.
@NullMarked
package org.openstm.device.sim.xfs4iot;

import org.jspecify.annotations.NullMarked;
