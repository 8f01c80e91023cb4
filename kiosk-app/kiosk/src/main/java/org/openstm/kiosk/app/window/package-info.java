/// The terminal's window ([KioskWindow]), and how the screen is turned ([ScreenAdjuster]).
///
/// Arrows: sees `ui`, `session.model`, `engine`, `app.config`, `app.service` and JavaFX; `app`, `app.control` and,
/// where it is
/// there, `scenario` see it. Thread: nodes belong to the FX thread; other
/// threads call through `KioskWindow` and wait. Why apart from `ui.view`: the view does not depend on the
/// session loop, so it is drawn in tests without a terminal.
@NullMarked
package org.openstm.kiosk.app.window;

import org.jspecify.annotations.NullMarked;
