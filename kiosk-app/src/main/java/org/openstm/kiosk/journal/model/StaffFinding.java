package org.openstm.kiosk.journal.model;

import java.time.Instant;

/// Something that staff must look at.
///
/// @param kind `cancelled`, `print-unknown`, `dead-letter`, `paid-unattended`, `payment-manual`
/// @param txId the case, or empty
public record StaffFinding(long sequence, Instant at, String kind, String txId, String service, String text) {}
