/// Code scanners that send text over a line: serial, USB-COM, TCP.
///
/// Arrows: ports, spi, link, `driver.barcode`. Thread: the device's lane.
@NullMarked
package org.openstm.device.driver.barcode.serial;

import org.jspecify.annotations.NullMarked;
