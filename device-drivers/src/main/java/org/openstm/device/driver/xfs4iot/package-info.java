/// What the drivers for XFS4IoT services share (CEN Workshop XFS4IoT; the messages as the public
/// definitions of 2025 have them): the bank terminal's own service of a device is used as it is.
/// Commands, acknowledgements, events and completions in JSON, versions of commands, a device's
/// common state, and finding a service on its machine.
///
/// Arrows: ports, spi and link; the drivers of each class know it, its simulator does not. Thread: the device's
/// lane. Why strict about versions: a service lists which major version of each command it speaks; one that we
/// were not written for is refused when it is opened, and not found out at the first citizen.
@NullMarked
package org.openstm.device.driver.xfs4iot;

import org.jspecify.annotations.NullMarked;
