/// Code shared by all barcode drivers: decoding of bytes, scanners that send only codes, and the interactive step
/// of a health check.
///
/// Arrows: sees ports and link. Thread: the device's executor. Why its own charset rule: codes printed in this
/// country contain UTF-8 or GB 18030 without naming it, and libraries guess Japanese. Why a suffix and a pause: a
/// QR code may contain the suffix byte, so only a suffix that is followed by a pause ends a code.
@NullMarked
package org.openstm.device.driver.barcode;

import org.jspecify.annotations.NullMarked;
