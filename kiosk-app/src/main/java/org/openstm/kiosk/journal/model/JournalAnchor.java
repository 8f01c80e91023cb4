package org.openstm.kiosk.journal.model;

/// What the centre has countersigned last: from here back the journal cannot be written anew unnoticed.
///
/// @param hash of the entry `seq`, hex
/// @param note the centre's signed words, as it sent them
public record JournalAnchor(long seq, String hash, byte[] note) {}
