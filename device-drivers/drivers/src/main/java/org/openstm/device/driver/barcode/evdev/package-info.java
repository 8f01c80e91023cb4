/// Code scanners that act as keyboards (HID keyboard wedge), read exclusively from their own event node.
///
/// Arrows: sees ports, spi, link, `driver.barcode`. Thread: the device's executor. Why not by the window: the
/// focused program would get a citizen's code, Caps Lock and another layout would change it, and a forged code
/// could press keys of the kiosk. The node is taken exclusively (`EVIOCGRAB`), so nothing of it reaches the
/// desktop. Why the serial mode of a scanner is better all the same: a keyboard has no key for a Hanzi. Scanners
/// that are set to type Alt and a number for it can be read; others leave it out, and the gap cannot be detected.
@NullMarked
package org.openstm.device.driver.barcode.evdev;

import org.jspecify.annotations.NullMarked;
