package org.openstm.kiosk.journal.model;

/// Central's last countersignature: up to this entry the journal cannot be rewritten unnoticed.
///
/// @param hash of the entry `seq`, hex
/// @param note central's signed countersignature, as it was sent
public record JournalAnchor(long seq, String hash, byte[] note) {}
