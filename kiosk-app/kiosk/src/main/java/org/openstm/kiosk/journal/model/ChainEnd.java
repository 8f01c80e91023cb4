package org.openstm.kiosk.journal.model;

/// The end of the journal as a witness stores it.
///
/// @param hash of the entry `seq`, hex
public record ChainEnd(long seq, String hash) {}
