/// Receipt printers that speak ESC/POS, over serial, TCP 9100 or the USB printer node.
///
/// Arrows: ports, spi, link, and `org.openstm.print.render` for the bytes of a sheet; shares
/// nothing with its simulator. Knowledge of printers stands in two files: `escpos-printer-db.yaml`
/// (CC BY 4.0, see `META-INF/NOTICE`) and over it
/// `profiles.yaml`, ours. A profile is settings of a link under a name, so nothing but the settings
/// decides about bytes. Thread: the device's lane. Why proof and not success: a connection that
/// took all bytes says nothing about paper, so the outcome rests on what the printer itself reports
/// afterwards, and is unknown when it reports nothing.
@NullMarked
package org.openstm.device.driver.receipt.escpos;

import org.jspecify.annotations.NullMarked;
