/// Identity card readers with a SAM_V security module: the serial protocol of GA 450 / GA 467, over serial or TCP.
///
/// Arrows: sees ports, spi and link only; shares nothing with its simulator. Thread: the device's executor. Why so
/// much checking after the checksum: an XOR byte misses every second double error, and a wrong person on a form is
/// worse than laying the card down again.
@NullMarked
package org.openstm.device.driver.idcard.samv;

import org.jspecify.annotations.NullMarked;
