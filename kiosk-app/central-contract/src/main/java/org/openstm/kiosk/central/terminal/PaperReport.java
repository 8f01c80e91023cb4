package org.openstm.kiosk.central.terminal;

/// Result of printing one paper of a case.
///
/// @param effectId unique for one print job
/// @param paper its kind, such as `SLIP slip`
/// @param copy from 1
/// @param result `PROVED`, `NOT_PRINTED` or `UNKNOWN`
/// @param evidence the device's report; no personal data
/// @param sequence of the journal entry at which printing began, as printed on the paper
public record PaperReport(String effectId, String paper, int copy, String result, String evidence, long sequence) {}
