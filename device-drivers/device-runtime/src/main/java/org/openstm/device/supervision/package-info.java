/// Threads that live as long as the program. A watch thread that ends on one exception would leave a terminal that
/// looks healthy and serves nobody.
///
/// Arrows: sees the JDK only; the device manager and the kiosk's watches use it. Thread: each loop has its own. Why
/// not an executor's schedule: it silently drops a task that throws once.
@NullMarked
package org.openstm.device.supervision;

import org.jspecify.annotations.NullMarked;
