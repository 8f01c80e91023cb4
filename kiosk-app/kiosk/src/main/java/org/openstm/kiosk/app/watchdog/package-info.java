/// Supervision of the kiosk process: [HealthEndpoint] answers `GET /health` on the loopback interface inside
/// the kiosk, and [Watchdog] runs in the parent process, kills a kiosk that hangs and restarts one that
/// ended. Where systemd does that ([SystemdNotifier] tells it how the kiosk is), there is no such parent.
///
/// Arrows: sees `process`, `app.text` and `device.supervision`; only `app` sees it. Threads: virtual threads answer
/// and check each part at the same time; the watchdog uses the main thread of its process. Why a second process: a
/// program that hangs cannot restart itself.
@NullMarked
package org.openstm.kiosk.app.watchdog;

import org.jspecify.annotations.NullMarked;
