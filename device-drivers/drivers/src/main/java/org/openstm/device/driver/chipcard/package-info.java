/// Reads chip cards in any slot: the social security card (LD/T 32, its public files EF05 and EF06) and bank cards
/// by contact or contactless (PBOC 3.0, JR/T 0025; EMV Books 1 and 3); passports and travel permits in the package
/// `travel`.
///
/// Arrows: sees ports, link, `driver.iso7816` and `travel`; the drivers of readers use it, it shares nothing with
/// their simulators. Thread: the device's executor. Why no PIN is ever sent: the public data suffice, and a wrong
/// PIN costs the citizen a try.
@NullMarked
package org.openstm.device.driver.chipcard;

import org.jspecify.annotations.NullMarked;
