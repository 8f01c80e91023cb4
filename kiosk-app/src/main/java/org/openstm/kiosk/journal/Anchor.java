package org.openstm.kiosk.journal;

/// What the centre has countersigned last: from here back the journal cannot be written anew unnoticed.
///
/// @param hash of the entry `seq`, hex
/// @param note the centre's signed words, as it sent them
public record Anchor(long seq, String hash, byte[] note) {}
