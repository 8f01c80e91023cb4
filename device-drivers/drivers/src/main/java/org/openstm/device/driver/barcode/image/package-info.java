/// Codes in pictures: in files, for staff and tests, and in a camera's stream (driver `camera`).
///
/// A camera scanner works only during a scan. It analyses the newest picture, at most five a second, and rests
/// twice as long as the analysis took: it uses at most a third of one processor, and almost nothing while nothing
/// moves. Each picture gets the likeliest attempt, and as many of the others as 60 ms allow, in turn: a hand holds
/// a code for longer than one picture. A code that is still held there is read again by the next scan; pictures
/// from before a scan are not used.
///
/// Arrows: sees ports, spi, link, `driver.barcode`, `driver.camera`, ZXing. Thread: the caller's. Why several
/// attempts: one pass reads nine photographs of ten; other sizes and thresholds reach the rest, and only failures
/// cost the extra time.
@NullMarked
package org.openstm.device.driver.barcode.image;

import org.jspecify.annotations.NullMarked;
