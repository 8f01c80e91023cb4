/// Code scanners that send text over a line: serial, USB-COM, TCP.
///
/// Arrows: ports, spi, link, `driver.barcode`. Thread: the device's lane. Why a suffix and a pause: a QR code may
/// contain the very byte that ends a code, so only a suffix that nothing follows is an end.
@NullMarked
package org.openstm.device.driver.barcode.serial;

import org.jspecify.annotations.NullMarked;
