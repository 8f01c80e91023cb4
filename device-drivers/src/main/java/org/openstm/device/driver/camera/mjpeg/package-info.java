/// Still pictures out of a stream of JPEGs (MJPEG), as nearly every USB camera and document camera gives it.
///
/// | link | what stands there |
/// |---|---|
/// | `camera:/dev/v4l/by-id/NAME?width=2592&height=1944` | a camera of this machine, through the program `v4l2-ctl`
/// (Debian's v4l-utils) as a child process |
/// | `tcp://host:port` | whatever sends one JPEG after the other: a network camera, or the simulator |
///
/// A camera that is switched on is given 0.6 s for its exposure. Then the sharpest of the first four good pictures
/// is taken; where none is good, it is waited for until the patience is over, and the last reason told.
///
/// The limit of sharpness is measured on drawn pictures of 1,920 x 1,440 dots, blurred as by a lens (Gauss):
///
/// | blur, sigma in dots | 0.7 | 1 | 1.5 | 2 | 3 | 4 |
/// |---|---|---|---|---|---|---|
/// | a sheet with print | 205 | 132 | 58 | 26 | 7, can be read | 2, small print cannot |
/// | a face of few strokes | 18 | 11 | 5 | 3 | 1 | 1 |
///
/// Below 4 a picture is too blurred; `sharpness=N` on the link sets another limit, and `stm camera take` tells
/// what a camera gives. No real camera has been asked yet.
///
/// **Not tried: V4L2 itself.** Machines that test have no camera and no module for a virtual one; the child is tried
/// with a program of the tests in the place of `v4l2-ctl`, whose options are those of its manual (1.30).
///
/// Arrows: ports, spi, link, `driver.camera`. Thread: the device's lane. Why a child process: libraries that capture
/// inside a JVM have crashed it, and a child can be killed.
@NullMarked
package org.openstm.device.driver.camera.mjpeg;

import org.jspecify.annotations.NullMarked;
