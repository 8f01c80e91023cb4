/// Codes in picture files, for staff, tests and cameras to come.
///
/// Arrows: ports, `driver.barcode`, ZXing. Thread: whoever calls. Why several attempts: one pass reads nine photographs
/// of ten; other sizes and thresholds bring the rest within reach, and only what fails pays for it.
@NullMarked
package org.openstm.device.driver.barcode.image;

import org.jspecify.annotations.NullMarked;
