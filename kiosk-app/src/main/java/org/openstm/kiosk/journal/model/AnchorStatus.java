package org.openstm.kiosk.journal.model;

import java.util.Optional;

/// How far a journal's file was countersigned, as the file says.
///
/// @param anchor what central has countersigned last; empty if never
/// @param hash of the entry that the anchor names, hex; empty if the file does not have it
/// @param begin the sequence behind which the file begins
/// @param end sequence of the last entry
public record AnchorStatus(Optional<JournalAnchor> anchor, Optional<String> hash, long begin, long end) {}
