package org.openstm.kiosk.central.terminal;

/// What became of one paper of a case.
///
/// @param effectId one printing, once
/// @param paper what it is, such as `SLIP receipt/accepted`
/// @param copy from 1
/// @param result `PROVED`, `NOT_PRINTED` or `UNKNOWN`
/// @param evidence the device's words; no personal data
/// @param sequence of the journal's entry at which printing began, as it stands on the paper
public record PaperReport(String effectId, String paper, int copy, String result, String evidence, long sequence) {}
