/// What an operator's own monitoring is told of a terminal: metrics and traces by OpenTelemetry (OTLP over HTTP), to
/// the collector that `terminal.yaml` names. Without one nothing is counted.
///
/// Arrows: sees the values `staff` ([org.openstm.kiosk.staff.Board]), `central` (how a call went, a passage) and
/// `device.desk` (how a use went); only `app` sees it. Threads: the library's own; what is told comes on any
/// thread and waits for nothing. Why so narrow: nothing that holds a person comes in here, and what comes in
/// passes [org.openstm.kiosk.telemetry.Labels], which lets no number of a person and no free text through.
@NullMarked
package org.openstm.kiosk.telemetry;

import org.jspecify.annotations.NullMarked;
