/// Entry point and wiring: [Main] selects the command, [KioskCommand] runs the terminal, and [KioskWiring] is
/// the only class that creates the services and connects them. [StartFailurePage] shows an out-of-service
/// page with a code when the start fails.
///
/// Arrows: sees everything in its module; only its own sub-packages belong to it, and outside `app` only `scenario`
/// sees
/// a part of it.
/// Thread: the main thread of the process. Why wiring by hand: the reading order is the start order, and
/// try-with-resources is the stop order.
@NullMarked
package org.openstm.kiosk.app;

import org.jspecify.annotations.NullMarked;
