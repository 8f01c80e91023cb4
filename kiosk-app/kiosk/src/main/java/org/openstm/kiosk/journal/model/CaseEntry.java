package org.openstm.kiosk.journal.model;

import java.time.Instant;

/// One journal entry about a case, without its contents.
///
/// @param kind such as `INTENT`, `PRINT_BEGUN`
/// @param hash of the entry, the first eight hex digits
public record CaseEntry(long seq, Instant at, String kind, String hash) {}
