package org.openstm.kiosk.central;

import java.time.Instant;

/// One entry of central's list of a terminal's cases.
///
/// @param at when central decided it
public record ListedCase(String txId, String caseNumber, CaseReceipt.ReceiptState state, Instant at) {}
