/// What walks and the demonstration add to the program: their commands, the simulators' command, the bench window,
/// and the words of the control socket that touch the screen.
///
/// Arrows: sees the kiosk's app, the walks, the simulators and JavaFX; the kiosk finds it by service files only.
/// Thread:
/// that of the command; the screen is touched on the FX thread. Why apart: no terminal in a branch has a simulator, or
/// a
/// program that touches its screen.
@NullMarked
package org.openstm.kiosk.scenario;

import org.jspecify.annotations.NullMarked;
