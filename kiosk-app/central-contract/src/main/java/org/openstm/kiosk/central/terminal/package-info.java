/// The records that concern the terminal and not a citizen's request: heartbeat and its response, commands,
/// the journal's countersignature, catalogue manifests, process data and paper reports.
///
/// Arrows: sees `central.json`; the ports in `central`, `central.codec`, `central.http`, `dispatch`,
/// `engine`, the catalogue store, `telemetry`, `app` and `reference` use it. Thread: any, all values. Why
/// commands have a closed list of types: central can ask for no shell, no SQL and no file. Why manifests,
/// commands and countersignatures read themselves: what central signed is the canonical form of exactly these
/// members.
@NullMarked
package org.openstm.kiosk.central.terminal;

import org.jspecify.annotations.NullMarked;
