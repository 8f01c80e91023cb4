/// The staff side as values: who is at work ([Officer], [StaffRole]), which page they see ([StaffView]) and
/// what each touch changes ([StaffSession], with a flow each for the login, the case search and the page of
/// a device), what they see of the terminal ([TerminalStatus]), and how far the exchange of a device is
/// ([DriverSwapState]). Pure: no screen, clock or I/O.
///
/// Arrows: sees the JDK only. `session` holds a [StaffSession] while staff are at work, `staff.service`
/// executes each [StaffCommand]; `engine`, `telemetry`, `ui` and `app` see it too. Thread: the session
/// loop's, but nothing here depends on it. Why apart from the citizen's session: a staff page never holds
/// more of a citizen than a masked name, and login, lockout and time-out are tested without a window.
@NullMarked
package org.openstm.kiosk.staff;

import org.jspecify.annotations.NullMarked;
