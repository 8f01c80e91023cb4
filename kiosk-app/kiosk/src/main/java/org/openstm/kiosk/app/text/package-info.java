/// Sentences of the command line: a failure without class names or a stack trace ([FailureText]), a device
/// fault ([FaultText]), a report for people or as JSON ([ReportText]), and the messages of the catalogue
/// check in Chinese ([CheckTranslator]).
///
/// Arrows: sees the device API (faults), `process` and picocli; `app.cli`, `app.cli.device`, `app.control`
/// and `app.watchdog` see it. Thread: any. Why not `ui.text`: those texts are for citizens and staff, and
/// `ui` must not see a device.
@NullMarked
package org.openstm.kiosk.app.text;

import org.jspecify.annotations.NullMarked;
