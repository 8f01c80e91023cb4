package org.openstm.kiosk.journal;

/// A paper that was begun and never proved.
public record OpenPrint(String effectId, String txId, String template, int copyNo, long sequence) {}
