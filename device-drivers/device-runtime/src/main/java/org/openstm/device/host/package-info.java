/// The driver host: a driver in a process of its own, so that a native call that hangs, a crash or a SIGKILL
/// affects one device for a moment. To the kiosk it is a [Driver][org.openstm.device.spi.Driver] like any other;
/// the device slot reopens it when its host is gone.
///
/// Where the Debian package is installed, a host is a unit of systemd that confines it ([UnitRoom]); elsewhere it is a
/// child process ([ChildRoom]) with the rights of the kiosk.
///
/// Arrows: sees ports, spi, link, command; the device manager uses [Hosts]. Drivers are loaded only through
/// `ServiceLoader`,
/// and only in the host. Thread: a port is called on the device's executor as always; on the kiosk's side each host
/// has a thread that reads, one that writes and one for the child's output, and in the host one thread works the
/// device. Words: command, acknowledge, event and completion of XFS4IoT, as JSON with its length in front, over a
/// Unix domain socket in a folder that only this user may enter. Why a host never restarts by itself: the effect of
/// an interrupted print on the paper must be reported first, and the device manager already reopens lost devices.
@NullMarked
package org.openstm.device.host;

import org.jspecify.annotations.NullMarked;
