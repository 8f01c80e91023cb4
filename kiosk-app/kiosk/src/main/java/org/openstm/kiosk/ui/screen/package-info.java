/// What is on the screen, as values: [ScreenComposer] turns a session into a [Screen] of [ScreenPart]s and
/// [Control]s, with one class for each group of pages. [ControlIds] lists every id that walks may touch.
///
/// Arrows: sees `session`, `catalog`, `form`, `staff` and `ui.text`, never engine, journal, dispatch,
/// central, a device or JavaFX; `ui.view` and `app` see it. Thread: any; composing is a pure function. Why
/// values first: what a citizen reads is tested in both languages without a window.
@NullMarked
package org.openstm.kiosk.ui.screen;

import org.jspecify.annotations.NullMarked;
