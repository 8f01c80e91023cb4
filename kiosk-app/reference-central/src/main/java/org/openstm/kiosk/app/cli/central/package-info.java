/// The subcommands of `stm central`: runs the reference central, pairs a terminal, publishes a catalogue,
/// queues a command, and opens an exported journal or a support bundle. `stm catalog names` is here as well: it lists
/// what the reference central knows.
///
/// Arrows: sees `reference`, `central`, `catalog.load`, `journal`, `session.model`, `app.cli`, `app.config`
/// and `app.service`; nothing sees it: the program finds [CentralCommandGroup] and [ReferenceVocabulary] by service
/// files. Thread: the main thread of the process. Why a package of its own:
/// apart from demonstrations these commands run at central, so a terminal can do without them.
@NullMarked
package org.openstm.kiosk.app.cli.central;

import org.jspecify.annotations.NullMarked;
