/// Code scanners behind an XFS4IoT service (BarcodeReader).
///
/// Arrows: ports, spi, link, `driver.xfs4iot`, `driver.barcode`. Thread: the device's lane. Why a scan is one Read
/// command: the service throws away what is shown while none is under way, so no code leaks into the next session.
@NullMarked
package org.openstm.device.driver.barcode.xfs4iot;

import org.jspecify.annotations.NullMarked;
