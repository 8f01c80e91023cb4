package org.openstm.kiosk.dispatch;

/// Who stands there for a payment.
enum PayerState {
    PAYS,
    /// Does not want to pay, and waits to hear that it is undone.
    WITHDRAWS,
    /// Nobody.
    GONE
}
