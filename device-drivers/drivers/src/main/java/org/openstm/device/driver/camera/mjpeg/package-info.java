/// Still pictures from a stream of JPEGs (MJPEG), as nearly every USB camera and document camera provides it.
///
/// | link | device |
/// |---|---|
/// | `camera:/dev/v4l/by-id/NAME?width=2592&height=1944` | a camera of this machine, by `v4l2-ctl` (v4l-utils) |
/// | `tcp://host:port` | a sender of consecutive JPEGs: a network camera, or the simulator |
///
/// After it is turned on, a camera gets 0.6 s for its exposure. Then the sharpest of the first four good pictures
/// is taken; if none is good, the driver waits until the patience is over and reports the last reason.
///
/// The limit of sharpness is measured on drawn pictures of 1,920 x 1,440 dots, blurred as by a lens (Gauss):
///
/// | blur, sigma in dots | 0.7 | 1 | 1.5 | 2 | 3 | 4 |
/// |---|---|---|---|---|---|---|
/// | a sheet with print | 205 | 132 | 58 | 26 | 7, can be read | 2, small print cannot |
/// | a face of few strokes | 18 | 11 | 5 | 3 | 1 | 1 |
///
/// Below 4 a picture is too blurred; `sharpness=N` on the link sets another limit, and `stm camera take` shows the
/// value of a camera. No real camera has been measured yet.
///
/// **Not tested: V4L2 itself.** Test machines have no camera and no module for a virtual one; the child process is
/// tested with a test program instead of `v4l2-ctl`, whose options follow its manual (1.30).
///
/// Arrows: sees ports, spi, link, `driver.camera`. Thread: the device's executor. Why a child process: libraries
/// that capture inside a JVM have crashed it, and a child can be killed.
@NullMarked
package org.openstm.device.driver.camera.mjpeg;

import org.jspecify.annotations.NullMarked;
