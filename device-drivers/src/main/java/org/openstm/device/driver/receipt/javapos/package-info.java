/// Receipt printers behind a maker's JavaPOS service (category POSPrinter).
///
/// Arrows: `driver.javapos`, ports, spi, and `org.openstm.print.render` for the pieces of a sheet. Thread: the
/// device's lane; what the service tells by itself comes on threads of its own into `Happenings`. Why the sheet
/// goes as pictures unless it is told otherwise: what characters a printer has is more than any property says, and
/// a name must not come out with a `?`. Why an error is always answered with clear: the answer that a service
/// assumes is to print again.
@NullMarked
package org.openstm.device.driver.receipt.javapos;

import org.jspecify.annotations.NullMarked;
