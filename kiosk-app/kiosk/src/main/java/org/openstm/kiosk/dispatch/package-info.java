/// The transactional outbox: sends each journaled case to central exactly once, through any outage, and the
/// files of a case before it.
///
/// [OutboxDispatcher] has three lanes: [WaitingCaseSender] sends a case that a citizen waits for,
/// [BacklogSender] everything else, and [HeartbeatSender] keeps in touch with central.
///
/// [PaymentCoordinator] collects what an accepted case costs, while the citizen is present or afterwards on its
/// own. It confirms charged money and reverses the rest; a missing answer counts as neither.
///
/// [CentralCommands] carries out the commands that come with a heartbeat's response.
///
/// Arrows: sees `journal` and `central`. Thread: virtual threads, one per case that a citizen waits for, one
/// for the backlog, one for the heartbeat; they outlive every session. Why apart from the session: a case must
/// still be sent after its citizen has left.
@NullMarked
package org.openstm.kiosk.dispatch;

import org.jspecify.annotations.NullMarked;
