package org.openstm.kiosk.journal.model;

/// What a paper shows of its own journal entry: 流水 and 存证.
///
/// @param evidence the first eight hex characters of the entry's hash, upper case
public record PrintMark(long sequence, String evidence) {}
