package org.openstm.kiosk.journal.model;

import java.util.Optional;

/// How far a journal file was countersigned, according to the file.
///
/// @param anchor central's last countersignature; empty if there is none
/// @param hash of the entry that the anchor names, hex; empty if the file does not contain it
/// @param begin the sequence after which the file begins
/// @param end sequence of the last entry
public record AnchorStatus(Optional<JournalAnchor> anchor, Optional<String> hash, long begin, long end) {}
