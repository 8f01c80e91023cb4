package org.openstm.kiosk.journal.model;

import java.time.Instant;

/// A finding that staff must look into.
///
/// @param kind `cancelled`, `print-unknown`, `dead-letter`, `paid-unattended`, `payment-manual`
/// @param txId the case, or empty
public record StaffFinding(long sequence, Instant at, String kind, String txId, String service, String text) {}
