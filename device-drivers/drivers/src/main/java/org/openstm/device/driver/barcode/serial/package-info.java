/// Code scanners that send text over a byte link: serial, USB-COM, TCP.
///
/// Arrows: sees ports, spi, link, `driver.barcode`. Thread: the device's executor.
@NullMarked
package org.openstm.device.driver.barcode.serial;

import org.jspecify.annotations.NullMarked;
