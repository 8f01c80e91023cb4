/// Passports and travel permits with a chip (ICAO Doc 9303-10 and -11): opened by PACE where the chip supports it,
/// else by BAC; its data groups are verified against the signed list, and the list's signer against the authorities
/// of a folder (passive authentication, Doc 9303-11, 5.1); a chip with a key of its own must prove it (active
/// authentication, 6.1).
///
/// JMRTD opens the chip and does secure messaging. The chip's data are parsed here, without trusting announced
/// lengths; Bouncy Castle verifies signatures. EF.COM is not read: it is not signed.
///
/// Arrows: sees ports, link and `driver.iso7816`; `driver.chipcard` uses it. Thread: the device's executor. Why the
/// library's loggers are off and the messages of its exceptions are dropped: both quote commands, and with them the
/// document.
@NullMarked
package org.openstm.device.driver.chipcard.travel;

import org.jspecify.annotations.NullMarked;
