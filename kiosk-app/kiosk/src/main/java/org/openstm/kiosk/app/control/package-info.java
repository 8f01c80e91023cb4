/// Server side of the control socket, a Unix domain socket of mode 600: parses the requests of `stm status`,
/// `stm device`, and decides which caller may do what ([ControlGatekeeper]). Words that touch the screen are there only
/// where a module provides [ScreenWords]; no terminal has one.
///
/// Arrows: sees `app.service`, `app.text`, `app.window`, `staff.service`, `engine`, `dispatch`, `journal`,
/// `central`, `ime` and the device manager; `app` and `app.cli.device` see it. Thread: one supervised
/// platform thread accepts callers, each caller has a virtual thread. Why a gatekeeper: access to the kiosk's
/// user account does not prove an officer, so each change needs officers with codes and a line in the audit
/// log. Only a demonstration may touch the screen.
@NullMarked
package org.openstm.kiosk.app.control;

import org.jspecify.annotations.NullMarked;
