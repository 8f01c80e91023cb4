/// Values of the journal: cases, payments, entries, findings, countersignatures, and the states that a case
/// or a payment can have. The codes of [CaseState], [PaymentState], [EntryType] and [PrintResult] are written
/// to disk and are never renumbered.
///
/// Arrows: sees the JDK only; the other packages of `journal`, `dispatch`, `engine`, `staff.service` and
/// `app` see it. Thread: any. Why a state only moves forward: a late or repeated answer cannot undo a later
/// one.
@NullMarked
package org.openstm.kiosk.journal.model;

import org.jspecify.annotations.NullMarked;
