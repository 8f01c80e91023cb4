package org.openstm.kiosk.journal.model;

import java.time.Instant;

/// A finding that staff must look into.
///
/// @param kind text of a [FindingKind], or of one that another release knows
/// @param txId the case, or empty
public record StaffFinding(long sequence, Instant at, String kind, String txId, String service, String text) {}
