/// Codes in pictures: in files, for staff and tests, and in what a camera shows (driver `camera`).
///
/// A camera scanner looks while somebody scans, at the newest picture and at five a second at most, and rests
/// twice as long as it has looked: it takes a third of one processor at most, and next to nothing where nothing
/// moves. Each picture gets the likeliest attempt, and as many of the others as 60 ms allow, in turn: a hand holds
/// a code for longer than one picture. A code that is still held there is read again by the next scan; what was
/// seen before a scan is not.
///
/// Arrows: ports, spi, link, `driver.barcode`, `driver.camera`, ZXing. Thread: whoever calls. Why several
/// attempts: one pass reads nine photographs of ten; other sizes and thresholds bring the rest within reach, and
/// only what fails pays for it.
@NullMarked
package org.openstm.device.driver.barcode.image;

import org.jspecify.annotations.NullMarked;
