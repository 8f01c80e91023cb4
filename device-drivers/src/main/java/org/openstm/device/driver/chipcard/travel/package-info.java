/// Passports and travel permits with a chip (ICAO Doc 9303-10 and -11): opened by PACE where the
/// chip offers it, else by BAC; its data groups held against the signed list, and the list's signer
/// against the authorities of a folder (passive authentication, Doc 9303-11, 5.1); a chip that has
/// a key of its own must prove it (active authentication, 6.1).
///
/// JMRTD does the opening and the secured messages. What a chip then says is taken apart here, with
/// lengths that are believed only as far as there are bytes; signatures are Bouncy Castle's. EF.COM
/// is not read: nobody has signed it.
///
/// Arrows: ports, link and `driver.iso7816`; `driver.chipcard` knows it. Thread: the device's lane.
/// Why the library's loggers are shut and the messages of its exceptions dropped: both quote
/// commands, and with them the document.
@NullMarked
package org.openstm.device.driver.chipcard.travel;

import org.jspecify.annotations.NullMarked;
