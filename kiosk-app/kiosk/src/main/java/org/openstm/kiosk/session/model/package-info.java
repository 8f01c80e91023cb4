/// The session of one citizen as values: [Session] holds what lasts in every state (accessibility options,
/// overlay, idle warning), [SessionState] is the citizen's current step, [SessionEvent] is an input,
/// [SessionEffect] an action to execute. No screen, clock or I/O.
///
/// Arrows: sees `catalog`, `form` and `staff`, and the JDK; `session.flow`, `engine`, `staff.service`, `ui`
/// and `app` see it. Thread: any. Why sealed types: a new state or event fails to compile until every switch
/// handles it. `ServiceApplication.person()` owns the case and `visitor()` is present at the terminal: these
/// are two people when somebody acts for another.
@NullMarked
package org.openstm.kiosk.session.model;

import org.jspecify.annotations.NullMarked;
