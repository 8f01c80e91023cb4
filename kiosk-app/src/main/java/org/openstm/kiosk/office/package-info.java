/// Does what staff want done: lets them in ([StaffRoster], [StaffLogin]), looks at the terminal
/// ([StatusCollector]), checks and resets devices, shows counters and traces ([DeviceInspection]), exchanges a
/// device ([DriverSwapService]), finds cases, masked ([CaseLookup]), prints a slip once more ([SlipReprinter]),
/// and writes each act into the [AuditLog] before it is done.
///
/// Arrows: does `engine`'s [org.openstm.kiosk.engine.Backroom]; sees `staff`, `session` (how the
/// world is, what an item needs), `catalog`, the `desk`, `journal`, `dispatch`, the sentences of
/// `ui`, and print for the report. Thread: a virtual one of the session's room for each order; the
/// audit log takes one line at a time. Why an audit log of its own: who looked into what must be
/// readable to an auditor who may not read a single case.
@NullMarked
package org.openstm.kiosk.office;

import org.jspecify.annotations.NullMarked;
