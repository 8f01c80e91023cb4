package org.openstm.kiosk.journal.model;

/// Result of one retention run.
///
/// @param shredded cases whose keys were destroyed
/// @param pruned entries that were deleted
public record RetentionResult(int shredded, long pruned) {}
