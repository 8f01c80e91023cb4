package org.openstm.device.sim.receipt;

import java.util.OptionalLong;

/// The interpreter's access to sensors, motor, cutter and the host.
interface PrinterMechanism {
    /// Reads the next byte of the host.
    int nextByte() throws InterruptedException, ReceiveBuffer.BufferCleared;

    /// Waits until the mechanism may move: paper in, cover shut, cutter free.
    void awaitReady() throws InterruptedException, ReceiveBuffer.BufferCleared;

    /// Called after the paper moved; takes as long as the motor needs.
    void onPaperMoved(int rows) throws InterruptedException;

    void cutPaper(PrintedPaper paper) throws InterruptedException, ReceiveBuffer.BufferCleared;

    void sendAnswer(byte... bytes) throws InterruptedException;

    void setStatusMask(int mask) throws InterruptedException;

    /// `GS I` texts, by their number; empty if the printer has none.
    String identityText(int which);

    /// Paper sensor bits of `GS r 1`.
    int paperSensorBits();

    /// `GS g 2` counters: below 128 since the last service, from there on of the whole life; empty for an
    /// unsupported one.
    OptionalLong counterValue(int which);

    /// `GS g 0`: resets a service counter. Those of the whole life stay.
    void resetCounter(int which);

    /// Whether the printer lacks this command, one of `partial-cut`, `full-cut`, `qr`, `raster` and `graphics`: its
    /// bytes are skipped and counted.
    default boolean isUnsupported(String command) {
        return false;
    }

    /// Reports that the paper with this process id is out.
    void reportPaperDone(byte[] id) throws InterruptedException;

    boolean answersBarrier();
}
