/// Code scanners behind an XFS4IoT service (BarcodeReader).
///
/// Arrows: sees ports, spi, link, `driver.xfs4iot`, `driver.barcode`. Thread: the device's executor. Why a scan is
/// one Read command: the service discards codes while none is running, so no code leaks into the next session.
@NullMarked
package org.openstm.device.driver.barcode.xfs4iot;

import org.jspecify.annotations.NullMarked;
