/// The other side of the counter, as values: who of the staff is at work, which page they see, what each touch
/// makes of it, and what they are shown of the terminal ([TerminalStatus]). Pure: no screen, clock or I/O. How far
/// an engineer has come with another device in the place of one is an [DriverSwapState].
///
/// Arrows: the JDK only; `session` holds a [StaffSession] while staff are at work, `office` does the
/// [StaffCommand]s. Thread: the loop's, but nothing here knows it. Why apart from the citizen's visit: of a
/// citizen a page of staff never holds more than a masked name, and who is let in, locked out or timed out is
/// tested without a window.
@NullMarked
package org.openstm.kiosk.staff;

import org.jspecify.annotations.NullMarked;
