/// Chip cards in a PC/SC reader.
///
/// Arrows: ports, spi, link and `driver.chipcard`. Thread: the device's lane; the slot has a thread of its own for
/// calls that no interrupt ends. Why a process of its own: after `pcscd` was started anew a JVM never reaches it
/// again, and a host is started anew in a moment.
@NullMarked
package org.openstm.device.driver.chipcard.pcsc;

import org.jspecify.annotations.NullMarked;
