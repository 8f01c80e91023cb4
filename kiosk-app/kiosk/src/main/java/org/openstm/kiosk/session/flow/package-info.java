/// Pure state machine of one session: state + event -> next state + effects. [SessionStateMachine] handles
/// what applies in every state; one flow class handles each part of the session, for example [FormFlow],
/// [PaymentFlow] or [StaffFlow].
///
/// Arrows: sees `session.model`, `catalog`, `form`, `staff` and the JDK; `engine` steps it; `staff.service`,
/// `ui` and `app` use its rules, such as [ItemAvailability]. Thread: the session loop's, but nothing here
/// depends on it. Why a pure step: every refusal and every rule is tested without a window, and a crash
/// cannot leave half a state.
@NullMarked
package org.openstm.kiosk.session.flow;

import org.jspecify.annotations.NullMarked;
