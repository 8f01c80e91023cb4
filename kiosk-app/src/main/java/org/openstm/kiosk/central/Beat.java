package org.openstm.kiosk.central;

import java.util.Optional;

/// What a terminal says of itself once a minute.
///
/// @param journal the end of its journal, for the centre to countersign
/// @param queued cases that wait on the terminal
/// @param findings what staff have not looked at yet
/// @param version of the program
public record Beat(JournalEnd journal, int queued, int findings, String version) {
    /// @param begin the sequence behind which the journal begins
    /// @param hash of the entry `seq`, hex
    /// @param seen what the centre countersigned last, as far as the terminal knows
    public record JournalEnd(long begin, long seq, String hash, Optional<Seen> seen) {}

    public record Seen(long seq, String hash) {}
}
