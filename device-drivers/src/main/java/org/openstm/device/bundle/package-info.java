/// Drivers by third parties: one signed zip a version, installed side by side, checked each time it is used.
///
/// Arrows: desk, host, spi, link, ports; nothing in this module knows bundle, only whoever opens a desk. Thread:
/// the caller's; opening a bundled device reads its files on the device's lane. Order of the checks: form of the
/// zip, then who signed, then what was signed, and only then what it says. Why a signature and a process of its
/// own, and not one of the two: the signature says whom to call, the process keeps a mistake of theirs to one
/// device. A maker's JavaPOS service is a bundle too, whose driver is our bridge.
@NullMarked
package org.openstm.device.bundle;

import org.jspecify.annotations.NullMarked;
