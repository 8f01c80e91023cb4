/// Receipt printers that speak ESC/POS, over serial, TCP 9100 or the USB printer node.
///
/// Arrows: ports, spi, link, and `org.openstm.print.render` for the bytes of a sheet; shares nothing with its
/// simulator.
/// Thread: the device's lane. Why proof and not success: a connection that took all bytes says nothing about paper, so
/// the outcome rests on what the printer itself reports afterwards, and is unknown when it reports nothing.
@NullMarked
package org.openstm.device.driver.receipt.escpos;

import org.jspecify.annotations.NullMarked;
