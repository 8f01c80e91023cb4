/// Executes staff commands: admits staff ([StaffRoster], [StaffLogin]), collects the status
/// ([StatusCollector]), inspects and resets devices ([DeviceInspection]), replaces a device
/// ([DriverSwapService]), finds cases, masked ([CaseLookup]), and reprints a slip ([SlipReprinter]). A
/// command that names an officer is written to the [AuditLog] before it is done.
///
/// Arrows: implements the `StaffPort` and `PersonChecker` of `engine`; sees `staff`, `session`, `catalog`,
/// `form`, `journal`, `dispatch`, `central`, `ui.text`, the device manager, `org.openstm.print` and `org.openstm.yaml`;
/// only
/// `app` sees it. Thread: a virtual thread of the session scope for each command; the audit log writes one
/// line at a time. Why an audit log apart from the journal: an auditor who may not read a single case must be
/// able to read which officer looked at what.
@NullMarked
package org.openstm.kiosk.staff.service;

import org.jspecify.annotations.NullMarked;
