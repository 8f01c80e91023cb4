package org.openstm.kiosk.journal.model;

/// A paper whose printing was started and never proved.
public record UnprovedPrint(String effectId, String txId, String template, int copyNo, long sequence) {}
