package org.openstm.kiosk.journal.model;

import java.util.Optional;

/// What checking a journal file found.
///
/// @param withKey true if sealed bodies were opened too; false if only the chain and its digests were checked
/// @param firstBad the first sequence that does not hold
/// @param why in words, empty if sound
/// @param head hash of the last good entry, hex
public record VerificationResult(
        boolean sound, long entries, boolean withKey, Optional<Long> firstBad, String why, String head) {}
