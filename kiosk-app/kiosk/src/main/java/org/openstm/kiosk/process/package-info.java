/// Other processes of this program: [ChildProcess] starts one with the same Java, options and class path, and
/// [KioskControlClient] sends commands to a running kiosk over its control socket.
///
/// Arrows: sees the JDK only; `app` and `walk` see it. Thread: the caller's. Why apart from `walk`: the
/// command line and the watchdog need both on a terminal, where no walk runs.
@NullMarked
package org.openstm.kiosk.process;

import org.jspecify.annotations.NullMarked;
