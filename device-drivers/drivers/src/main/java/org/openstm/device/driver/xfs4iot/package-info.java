/// Code shared by the drivers for XFS4IoT services (CEN Workshop XFS4IoT; messages by the public specifications of
/// 2025): the bank terminal's own service of a device is used unchanged. Commands, acknowledgements, events and
/// completions in JSON, versions of commands, a device's common state, and the discovery of a service on its
/// machine.
///
/// Arrows: sees ports, spi and link; the drivers of each class use it, its simulator does not. Thread: the device's
/// executor. Why strict about versions: a service lists the supported major version of each command; an unsupported
/// one is refused when the service is opened, not during the first session.
@NullMarked
package org.openstm.device.driver.xfs4iot;

import org.jspecify.annotations.NullMarked;
