/// The bridge to JavaPOS (UnifiedPOS for Java): code shared by printers and scanners behind a maker's service.
///
/// A service comes as jars with a `jpos.xml`, in a signed bundle whose driver is `javapos`; the link names an entry
/// of that file (`javapos:LOGICAL-NAME`). Arrows: sees spi, link and the JavaPOS library; `driver.receipt.javapos`
/// and `driver.barcode.javapos` use it, and the command line reads a `jpos.xml` with it. Thread: a service is
/// called on a thread of its own, which may hang. Why never in the kiosk's process: the loader's registry and table
/// of factories are static, services keep threads and native handles, and only a new process cures one that hangs.
///
/// POSPrinter and Scanner are supported. SmartCardRW is not: UnifiedPOS does not define the data of `readData` and
/// `writeData`, gives no answer to reset, and does not tell whether the card in the slot is still the one that was
/// powered, so a social security card cannot be read in a way that works for more than one maker. Such readers have
/// PC/SC.
@NullMarked
package org.openstm.device.driver.javapos;

import org.jspecify.annotations.NullMarked;
