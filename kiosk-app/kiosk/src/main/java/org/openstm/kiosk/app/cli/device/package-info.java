/// The commands for devices, links and paper: `stm device`, `id-card`, `chip-card`, `barcode`, `camera`,
/// and `print`, with the conversion of a maker's JavaPOS configuration ([JposConversion]).
///
/// Arrows: sees the device API, manager, bundles and some drivers, `org.openstm.print`,
/// `process`, `staff.service`, `app.cli`, `app.config`, `app.control`, `app.service` and `app.text`; only
/// `app` sees it. Thread: the main thread of the process. Why [DeviceCommand] uses the handlers of
/// `app.control`: a device command gives the same answer through a running kiosk and, with `--devices`,
/// without one.
@NullMarked
package org.openstm.kiosk.app.cli.device;

import org.jspecify.annotations.NullMarked;
