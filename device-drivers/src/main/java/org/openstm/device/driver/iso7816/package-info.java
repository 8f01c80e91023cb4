/// What the drivers of chip cards share (ISO/IEC 7816-4): commands and their answers, and BER-TLV.
///
/// Arrows: link only; `driver.chipcard` and `driver.chipcard.travel` know it. Thread: the device's
/// lane. Why a length is never believed: whatever a card says may be a lie, and an array is made
/// only for bytes that are there.
@NullMarked
package org.openstm.device.driver.iso7816;

import org.jspecify.annotations.NullMarked;
