/// Chip cards in a PC/SC reader.
///
/// Arrows: sees ports, spi, link and `driver.chipcard`. Thread: the device's executor; the slot has a thread of its
/// own for calls that cannot be interrupted. Why a process of its own: after a restart of `pcscd` a JVM never
/// reaches it again, and a host restarts in a moment.
@NullMarked
package org.openstm.device.driver.chipcard.pcsc;

import org.jspecify.annotations.NullMarked;
