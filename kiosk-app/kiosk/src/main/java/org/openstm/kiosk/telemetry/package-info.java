/// Exports metrics and traces of a terminal to the operator's own monitoring by OpenTelemetry (OTLP over HTTP),
/// to the collector that `terminal.yaml` names. Without a collector nothing is recorded.
///
/// Arrows: sees the values of `staff` ([org.openstm.kiosk.staff.TerminalStatus]), `central` (results of calls,
/// process data) and the device layer (results of device uses); only `app` sees it. Threads: the library's own;
/// values come on any thread and block none. Why so narrow: nothing that holds a person enters this package,
/// and what does enter passes [org.openstm.kiosk.telemetry.MetricLabels], which lets no number of a person and
/// no free text through.
@NullMarked
package org.openstm.kiosk.telemetry;

import org.jspecify.annotations.NullMarked;
