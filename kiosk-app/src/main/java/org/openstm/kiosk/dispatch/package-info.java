/// The only sender: carries journaled cases to central, once, through any outage; the files of a case before it.
///
/// What an accepted case costs is paid at the [PaymentCoordinator]: with somebody who stands there, or, once
/// nobody does, by itself to one of its ends. Charged money is confirmed, the rest reversed, and
/// silence is neither.
///
/// What the centre wants done comes with the heartbeat's answer: [CentralCommands].
///
/// Arrows: sees `journal` and `central`. Thread: virtual threads, one per case that a citizen waits for, one for
/// the backlog, one for the heartbeat; it outlives every session. Why apart from the session: a citizen leaves,
/// the promise stays.
@NullMarked
package org.openstm.kiosk.dispatch;

import org.jspecify.annotations.NullMarked;
