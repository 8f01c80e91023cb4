package org.openstm.kiosk.central;

import java.time.Instant;

/// One line of the centre's list of a terminal's cases.
///
/// @param at when the centre decided it
public record ListedCase(String txId, String caseNumber, CaseReceipt.ReceiptState state, Instant at) {}
