/// Receipt printers that speak ESC/POS, over serial, TCP 9100 or the USB printer node.
///
/// Arrows: sees ports, spi, link, and `org.openstm.print.render` for the bytes of a sheet; shares nothing with its
/// simulator. Data of printer models are in two files: `escpos-printer-db.yaml` (CC BY 4.0, see `META-INF/NOTICE`)
/// and our corrections in `profiles.yaml`. A profile is a named set of link settings, so only settings determine
/// the bytes. Thread: the device's executor. Why proof and not success: a connection that accepted all bytes says
/// nothing about paper, so the outcome is based on the printer's own report afterwards, and is unknown without one
/// (`EscPosPrintJob` decides).
@NullMarked
package org.openstm.device.driver.receipt.escpos;

import org.jspecify.annotations.NullMarked;
