/// Code scanners behind a maker's JavaPOS service (category Scanner).
///
/// Arrows: `driver.javapos`, `driver.barcode`, ports, spi. Thread: the device's lane; codes come on the service's
/// threads into `Codes`. Why the gate is shut between scans: a code that nobody asked for must reach no session.
@NullMarked
package org.openstm.device.driver.barcode.javapos;

import org.jspecify.annotations.NullMarked;
