package org.openstm.kiosk.journal;

/// What a round of retention did.
///
/// @param shredded cases whose keys were destroyed
/// @param pruned entries that were taken away
public record Retired(int shredded, long pruned) {}
