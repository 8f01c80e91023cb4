/// What ways of reading a code share: how bytes become text, how a scanner is read that sends nothing but codes, and
/// what a check with a person says.
///
/// Arrows: ports and link. Thread: the device's lane. Why its own charset rule: codes printed in
/// this country carry UTF-8 or GB 18030 without saying which, and libraries guess Japanese. Why a
/// suffix and a pause: a QR code may contain the very byte that ends a code, so only a suffix that
/// nothing follows is an end.
@NullMarked
package org.openstm.device.driver.barcode;

import org.jspecify.annotations.NullMarked;
