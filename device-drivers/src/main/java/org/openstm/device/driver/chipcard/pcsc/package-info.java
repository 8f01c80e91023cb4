/// Chip cards in a PC/SC reader: the social security card (LD/T 32, its public files EF05 and
/// EF06) and bank cards
/// (PBOC 3.0, JR/T 0025; EMV Books 1 and 3).
///
/// Arrows: ports, spi and link only; shares nothing with its simulator. Thread: the device's
/// lane; the slot has a
/// thread
/// of its own for calls that no interrupt ends. Why a process of its own: after `pcscd` was
/// started anew a JVM never
/// reaches it again, and a host is started anew in a moment. Why no PIN is ever sent: what is
/// public suffices, and a
/// wrong guess costs the citizen a try.
@NullMarked
package org.openstm.device.driver.chipcard.pcsc;

import org.jspecify.annotations.NullMarked;
