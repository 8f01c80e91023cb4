/// Receipt printers behind a maker's JavaPOS service (category POSPrinter).
///
/// Arrows: sees `driver.javapos`, ports, spi, and `org.openstm.print.render` for the segments of a sheet. Thread:
/// the device's executor; the service's events arrive on threads of its own in `JposPrinterEvents`. Why sheets are
/// sent as pictures by default: no property describes a printer's characters completely, and a name must not be
/// printed with a `?`. Why an error is always answered with clear: a service's default answer is to print again.
@NullMarked
package org.openstm.device.driver.receipt.javapos;

import org.jspecify.annotations.NullMarked;
