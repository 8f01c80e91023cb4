/// Executes the pure session: the loop that steps it, the effects, the threads of one session, the timers.
///
/// [EffectRunner] runs the effects of a step in order. [SubmissionService] stores a case and submits it,
/// [CentralQueries] asks central for what the pages show.
///
/// [PhoneLoginService] verifies who shows a phone code; scanned text is hostile and
/// never logged. A phone held at the scanner is read repeatedly: in one session that is one reading
/// ([ScanDeduplicator]), in any other the code is used. [ImageCaptureService] takes pictures, treats them as
/// hostile input, and keeps them in memory until they are sealed in the journal.
///
/// Arrows: the only package that sees both `session` and the ports (devices, journal, dispatch,
/// central's records, print). Threads: the loop is one platform thread and never blocks; the card
/// and code watches have one each; a session's other work runs on virtual threads in its [SessionScope].
/// Why a mailbox: events of an earlier session are dropped in one place.
@NullMarked
package org.openstm.kiosk.engine;

import org.jspecify.annotations.NullMarked;
