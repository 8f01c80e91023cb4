/// Code scanners behind a maker's JavaPOS service (category Scanner).
///
/// Arrows: sees `driver.javapos`, `driver.barcode`, ports, spi. Thread: the device's executor; codes arrive on the
/// service's threads in `JposCodeListener`. Why events are held back between scans: an unrequested code must reach
/// no session.
@NullMarked
package org.openstm.device.driver.barcode.javapos;

import org.jspecify.annotations.NullMarked;
