package org.openstm.kiosk.journal.model;

/// What a round of retention did.
///
/// @param shredded cases whose keys were destroyed
/// @param pruned entries that were taken away
public record RetentionResult(int shredded, long pruned) {}
