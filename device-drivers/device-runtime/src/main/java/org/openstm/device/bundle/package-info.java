/// Drivers by third parties: one signed zip file for each version, installed side by side, verified each time it is
/// used.
///
/// Arrows: sees the device manager, host, spi, link, ports; nothing in this module sees bundle, only code that
/// opens a device manager. Thread: the caller's; opening a bundled device reads its files on the device's executor.
/// Order of the checks: form of the zip, then the signer, then the signed hashes, and only then the contents. Why
/// both a signature and a process of its own: the signature identifies the responsible maker, the process confines
/// an error to one device. A maker's JavaPOS service is a bundle too, whose driver is our bridge.
@NullMarked
package org.openstm.device.bundle;

import org.jspecify.annotations.NullMarked;
