/// A simulated camera: a stream of JPEG images of drawn scenes (paper, a face, an empty tray, a QR code),
/// with faults of the image, of its bytes, or of the stream.
///
/// Arrows: sees `sim.link`, `DeviceClass` and ZXing; only [org.openstm.device.sim.SimulatorFactory] sees it.
/// Thread: one platform thread sends the images; the port's own thread reads. Why all scenes are drawn: no
/// photograph of a person is in the product. Why images are made ready before a command is answered: on a
/// busy machine drawing takes seconds, and the stream must not pause for it.
@NullMarked
package org.openstm.device.sim.camera;

import org.jspecify.annotations.NullMarked;
