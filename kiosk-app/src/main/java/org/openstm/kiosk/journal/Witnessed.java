package org.openstm.kiosk.journal;

/// The end of the journal as a witness keeps it.
///
/// @param hash of the entry `seq`, hex
public record Witnessed(long seq, String hash) {}
