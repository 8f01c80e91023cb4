package org.openstm.kiosk.dispatch;

/// Whether the payer of a payment is present at the terminal.
enum PayerState {
    PAYS,
    /// Does not want to pay, and waits for confirmation of the reversal.
    WITHDRAWS,
    /// Nobody is present.
    GONE
}
