/// The commands of `stm` that read or change a terminal's files, or talk to a running kiosk,
/// with the options and exit codes that all commands share ([OfficerOption], [HelpOption], [ExitCodes]).
///
/// Arrows: sees `app.config`, `app.service`, `app.text`, `process`, `catalog`, `engine` (the gaps of a slip),
/// `journal`,
/// `central`, `staff` and the device API; `app`, `app.cli.device` and, where they are there, `app.cli.central` and
/// `scenario` see it. Other modules add commands ([CommandGroup]) and names for items ([CentralVocabulary]). Thread:
/// the main thread
/// of the process. Why one-use codes come by standard input: every user of the machine can read the arguments
/// of a process.
@NullMarked
package org.openstm.kiosk.app.cli;

import org.jspecify.annotations.NullMarked;
