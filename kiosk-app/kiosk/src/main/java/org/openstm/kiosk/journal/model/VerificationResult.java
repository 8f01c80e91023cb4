package org.openstm.kiosk.journal.model;

import java.util.Optional;

/// Result of verifying a journal file.
///
/// @param withKey whether sealed bodies were opened too; otherwise only the chain and its digests were checked
/// @param firstBad the first sequence that failed
/// @param why description of the failure, empty if sound
/// @param head hash of the last good entry, hex
public record VerificationResult(
        boolean sound, long entries, boolean withKey, Optional<Long> firstBad, String why, String head) {}
