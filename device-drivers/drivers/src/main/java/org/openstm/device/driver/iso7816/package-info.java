/// Code shared by the drivers of chip cards (ISO/IEC 7816-4): commands and their answers, and BER-TLV.
///
/// Arrows: sees link only; `driver.chipcard` and `driver.chipcard.travel` use it. Thread: the device's executor.
/// Why lengths are not trusted: a card may send anything, and memory is allocated only for bytes that are present.
@NullMarked
package org.openstm.device.driver.iso7816;

import org.jspecify.annotations.NullMarked;
