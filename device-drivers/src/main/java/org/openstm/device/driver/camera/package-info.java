/// What drivers that look through a camera share: a stream of JPEG pictures, and how good one is.
///
/// Bytes of a camera are hostile: a picture is cut out by its marks and at most 8 MB, its size is looked at before
/// it is unpacked, nothing of it goes to a disk, and what is handed on is a JPEG of our own making. Fewer than
/// five pictures that are the same to the last byte must come in a row: a sensor has noise, and an old picture
/// could show somebody who has left.
///
/// Arrows: ports, spi, link. Thread: the device's lane asks, one thread of each stream takes what comes, and keeps
/// the newest. Why the line is opened when somebody looks, and closed four seconds after: a camera whose lamp
/// glows all day films people who wanted nothing.
@NullMarked
package org.openstm.device.driver.camera;

import org.jspecify.annotations.NullMarked;
