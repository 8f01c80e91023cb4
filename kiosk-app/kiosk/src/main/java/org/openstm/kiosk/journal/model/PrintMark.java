package org.openstm.kiosk.journal.model;

/// The reference to its journal entry that is printed on a paper: 流水 and 存证.
///
/// @param evidence the first eight hex characters of the entry's hash, upper case
public record PrintMark(long sequence, String evidence) {}
