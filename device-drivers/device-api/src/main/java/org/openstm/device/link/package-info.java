/// Byte channels to devices: serial, TCP, kernel nodes of USB printers and keyboards, a child process that captures
/// a camera, the pty that replaces a serial line, and the trace of the data, which can be played back as a link of
/// its own; slots for chip cards (PC/SC), which transmit APDUs; and links for text messages (WebSocket).
///
/// Arrows: sees the values of `org.openstm.device`, no driver. Thread: a link belongs to its device's executor;
/// only `close` may be called from elsewhere. Why a checked [LinkLost] here while ports return values: a lost
/// connection must unwind a whole exchange at once; each driver turns it into a fault at its port, and no caller of
/// a port sees it.
@NullMarked
package org.openstm.device.link;

import org.jspecify.annotations.NullMarked;
