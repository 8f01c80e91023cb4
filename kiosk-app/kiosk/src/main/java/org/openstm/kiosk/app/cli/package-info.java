/// The commands of `stm` that read or change a terminal's files, talk to a running kiosk or start a walk,
/// with the options and exit codes that all commands share ([OfficerOption], [HelpOption], [ExitCodes]).
///
/// Arrows: sees `app.config`, `app.service`, `app.text`, `app.window` (the demonstration), `process`,
/// `catalog`, `journal`, `central`, `staff`, `ui.screen` (the control ids), the device API, `walk` and the
/// names in `reference.demo`; `app`, `app.cli.central` and `app.cli.device` see it. Thread: the main thread
/// of the process. Why one-use codes come by standard input: every user of the machine can read the arguments
/// of a process.
@NullMarked
package org.openstm.kiosk.app.cli;

import org.jspecify.annotations.NullMarked;
