package org.openstm.device.driver.receipt.escpos;

/// An answer of a printer. Fixed bits distinguish the kinds, because answers do not name their request.
sealed interface PrinterAnswer {
    /// To `DLE EOT n`: `0xx1xx10`.
    record RealtimeStatus(int bits) implements PrinterAnswer {}

    /// Sent by itself on a change (ASB): `0xx1xx00` and three more bytes.
    record AutoStatus(int printer, int error, int roll) implements PrinterAnswer {}

    /// To `GS r`: `0xx0xxxx`; everything before it was processed.
    record Barrier(int bits) implements PrinterAnswer {}

    /// To `GS I`, `GS g 2`: `5F ... 00`.
    record TextAnswer(String text) implements PrinterAnswer {}

    /// To `GS ( H`: `37 22 id 00`; the paper with this number is out.
    record ProcessDone(String id) implements PrinterAnswer {}

    /// To clearing the buffers: `37 25 00`.
    record Cleared() implements PrinterAnswer {}
}
