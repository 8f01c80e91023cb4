/// The subcommands of `stm central`: runs the reference central, pairs a terminal, publishes a catalogue,
/// queues a command, and opens an exported journal or a support bundle.
///
/// Arrows: sees `reference`, `central`, `catalog.load`, `journal`, `session.model`, `app.cli`, `app.config`
/// and `app.service`; only `app` sees it. Thread: the main thread of the process. Why a package of its own:
/// apart from demonstrations these commands run at central, so a terminal can do without them.
@NullMarked
package org.openstm.kiosk.app.cli.central;

import org.jspecify.annotations.NullMarked;
