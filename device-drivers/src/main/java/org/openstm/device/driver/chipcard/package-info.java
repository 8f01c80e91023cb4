/// What is read from chip cards, whatever slot they are in: the social security card (LD/T 32, its
/// public files EF05 and EF06) and bank cards by contact or without (PBOC 3.0, JR/T 0025; EMV Books
/// 1 and 3); passports and travel permits in the room `travel`.
///
/// Arrows: ports, link, `driver.iso7816` and `travel`; the drivers of readers know it, it shares
/// nothing with their simulators. Thread: the device's lane. Why no PIN is ever sent: what is public
/// suffices, and a wrong guess costs the citizen a try.
@NullMarked
package org.openstm.device.driver.chipcard;

import org.jspecify.annotations.NullMarked;
