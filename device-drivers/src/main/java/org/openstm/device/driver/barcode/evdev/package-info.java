/// Code scanners that are keyboards to the machine (HID keyboard wedge), read from their own event node and from
/// nobody else's.
///
/// Arrows: ports, spi, link, `driver.barcode`. Thread: the device's lane. Why not by the window:
/// whoever has the focus would get a citizen's code, Caps Lock and another layout would change it,
/// and a code that somebody made could press keys of the kiosk. The node is taken alone
/// (`EVIOCGRAB`), so nothing of it reaches the desktop. Why the serial mode of a scanner is better
/// all the same: a keyboard has no key for a Hanzi. Scanners that are set to type Alt and a number
/// for it can be read; others leave it out, and nobody can see that something is missing.
@NullMarked
package org.openstm.device.driver.barcode.evdev;

import org.jspecify.annotations.NullMarked;
