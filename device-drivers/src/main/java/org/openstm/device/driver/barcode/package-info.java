/// What all ways of reading a code share: how bytes become text, and what a check with a person says.
///
/// Arrows: ports only. Thread: whoever calls. Why its own charset rule: codes printed in this country carry UTF-8 or
/// GB 18030 without saying which, and libraries guess Japanese.
@NullMarked
package org.openstm.device.driver.barcode;

import org.jspecify.annotations.NullMarked;
