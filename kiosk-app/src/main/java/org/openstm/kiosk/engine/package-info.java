/// Turns the pure visit into deeds: the loop that steps it, the effects, the threads of one session, the timers.
///
/// Who stands there by a phone's code is proved by [PhoneLoginService]; what is scanned is hostile and
/// never logged. A phone held still is read again and again: in one visit that is one reading
/// ([ScanDeduplicator]), in any other the code is used. Pictures are taken by [ImageCaptureService], read as
/// hostile, and kept in memory until they are sealed in the journal.
///
/// Arrows: the only room that sees both `session` and the ports (devices, journal, dispatch,
/// central's records, print). Threads: the loop is one platform thread and never blocks; the card
/// and code watches have one each; a session's other work runs on virtual threads in its [SessionScope].
/// Why a mailbox: events of an earlier session are dropped in one place.
@NullMarked
package org.openstm.kiosk.engine;

import org.jspecify.annotations.NullMarked;
