/// A simulated document printer that speaks IPP 2.0, takes PDF and PWG Raster, and writes its pages as PNG
/// files.
///
/// Arrows: sees `sim.link` (only `DeviceSimulator`), `DeviceClass` and PDFBox; only
/// [org.openstm.device.sim.SimulatorFactory] sees it. Its codec is our own reading of RFC 8010. Thread: HTTP
/// requests run on virtual threads; one platform thread prints the jobs page by page. Why PWG Raster is read
/// strictly: a real printer rejects a stream that contradicts itself, so the driver's errors must show here.
@NullMarked
package org.openstm.device.sim.document;

import org.jspecify.annotations.NullMarked;
