/// The chip of an invented passport or travel permit: BAC, PACE, secure messaging, active authentication and
/// the signed files (ICAO Doc 9303-10 and -11).
///
/// Arrows: sees the JDK and Bouncy Castle, no other package of ours; only `sim.chipcard` sees it. Thread:
/// that of the slot. Why our own reading of the standard on the JDK's ciphers: the driver uses JMRTD, and two
/// readings check each other. Why the keys of `SigningCountry` exist for one run only: no private key has to
/// be kept or protected.
@NullMarked
package org.openstm.device.sim.chipcard.passport;

import org.jspecify.annotations.NullMarked;
