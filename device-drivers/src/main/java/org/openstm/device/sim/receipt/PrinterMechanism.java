package org.openstm.device.sim.receipt;

import java.util.OptionalLong;

/// What the command interpreter works on: sensors, motor, cutter and the way back to the host.
interface PrinterMechanism {
    /// The next byte of the host.
    int nextByte() throws InterruptedException, ReceiveBuffer.BufferCleared;

    /// Returns when the mechanism may move: paper in, cover shut, cutter free.
    void awaitReady() throws InterruptedException, ReceiveBuffer.BufferCleared;

    /// Tells that the paper moved; it takes as long as the motor needs.
    void onPaperMoved(int rows) throws InterruptedException;

    void cutPaper(PrintedPaper paper) throws InterruptedException, ReceiveBuffer.BufferCleared;

    void sendAnswer(byte... bytes) throws InterruptedException;

    void setStatusMask(int mask) throws InterruptedException;

    /// `GS I` texts, by their number; empty where the printer has none.
    String identityText(int which);

    /// Paper sensor bits of `GS r 1`.
    int paperSensorBits();

    /// `GS g 2` counters: since the last service below 128, of the whole life from there on; empty
    /// for one that this printer does not keep.
    OptionalLong counterValue(int which);

    /// `GS g 0`: a service was done. Those of the whole life stay.
    void resetCounter(int which);

    /// Whether the printer does without this command, one of `partial-cut`, `full-cut`, `qr`, `raster` and
    /// `graphics`: its bytes are passed over and counted.
    default boolean isUnsupported(String command) {
        return false;
    }

    /// The paper whose end was asked for with these four letters is out.
    void reportPaperDone(byte[] id) throws InterruptedException;

    boolean answersBarrier();
}
