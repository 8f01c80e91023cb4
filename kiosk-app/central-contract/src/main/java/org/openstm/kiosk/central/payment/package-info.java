/// The records of a payment: the amount due, the hold on the citizen's money, and the reversal of a case.
///
/// Arrows: sees the JDK only; the ports and records in `central`, `central.codec`, `central.http`, `dispatch`
/// and `reference` use it. Thread: any, all values. Why a record names no payer and no account: the kiosk
/// needs the state of the money only, and what it does not know it cannot leak.
@NullMarked
package org.openstm.kiosk.central.payment;

import org.jspecify.annotations.NullMarked;
