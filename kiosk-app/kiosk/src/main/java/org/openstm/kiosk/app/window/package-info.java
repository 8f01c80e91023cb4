/// The windows of the program: the terminal's window ([KioskWindow]), the demonstration's bench with cards,
/// codes and faults ([BenchWindow]), and the robot that touches and reads the screen for walks ([UiRobot]).
///
/// Arrows: sees `ui`, `session.model`, `engine`, `app.service`, `process`, the device API, `walk` (the bench
/// only) and JavaFX; `app`, `app.cli` and `app.control` see it. Thread: nodes belong to the FX thread; other
/// threads call through `KioskWindow` and wait. Why apart from `ui.view`: the view does not depend on the
/// session loop, so it is drawn in tests without a terminal.
@NullMarked
package org.openstm.kiosk.app.window;

import org.jspecify.annotations.NullMarked;
