/// Byte channels to devices: serial, TCP, the nodes of USB printers and of keyboards, a child process that
/// captures a camera, the pty that stands in for a serial line, and the trace of what passed, which plays back as
/// a line of its own; slots for chip cards (PC/SC), on which APDUs pass; and lines of text messages (WebSocket).
///
/// Arrows: knows the words of `org.openstm.device`, no driver. Thread: a link belongs to its device's lane; only
/// `close`
/// may come from elsewhere. Why a checked [LinkLost] here while ports answer with values: a line that went away must
/// unwind a whole exchange at once; each driver turns it into a fault at its port and nothing above ever sees it.
@NullMarked
package org.openstm.device.link;

import org.jspecify.annotations.NullMarked;
