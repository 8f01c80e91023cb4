/// Code shared by camera drivers: a stream of JPEG pictures, and their quality.
///
/// Bytes of a camera are untrusted: a picture is cut out by its markers and at most 8 MB, its size is checked
/// before it is decoded, none of it is written to a disk, and the result is encoded anew. A stream with five
/// identical pictures in a row counts as frozen: a sensor has noise, and an old picture could show a person who has
/// left.
///
/// Arrows: sees ports, spi, link. Thread: the device's executor requests pictures; one thread of each stream reads
/// and keeps the newest. Why the link is opened on request and closed four seconds after: a camera that is on all
/// day films people without a reason.
@NullMarked
package org.openstm.device.driver.camera;

import org.jspecify.annotations.NullMarked;
