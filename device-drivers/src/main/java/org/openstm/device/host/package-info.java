/// The driver host: a driver in a process of its own, so that a native call that hangs, a crash or
/// a SIGKILL costs one device for a moment. In the kiosk a [Driver][org.openstm.device.spi.Driver]
/// like any other; the desk's seat opens it anew when its host is gone.
///
/// Arrows: ports, spi, link; the desk knows [Hosts]. Drivers only through `ServiceLoader`, and only
/// in the host. Thread: a port is called on the device's lane as ever; each host has a reader, a
/// writer and a listener to the child's output here, and a lane of its own there. Words: command,
/// acknowledge, event and completion of XFS4IoT, as JSON with a length in front, over a Unix domain
/// socket in a folder that only this user may enter. Why a host never starts again by itself: what
/// an interrupted print did to the paper must be told first, and the desk already knows how to open
/// what was lost.
@NullMarked
package org.openstm.device.host;

import org.jspecify.annotations.NullMarked;
