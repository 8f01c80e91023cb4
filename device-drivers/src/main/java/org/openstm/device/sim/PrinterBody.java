package org.openstm.device.sim;

import java.util.OptionalLong;

/// What the command interpreter works on: sensors, motor, cutter and the way back to the host.
interface PrinterBody {
    /// The next byte of the host.
    int next() throws InterruptedException, RxBuffer.Cleared;

    /// Returns when the mechanism may move: paper in, cover shut, cutter free.
    void ready() throws InterruptedException, RxBuffer.Cleared;

    /// Tells that the paper moved; it takes as long as the motor needs.
    void moved(int rows) throws InterruptedException;

    void cut(Paper paper) throws InterruptedException, RxBuffer.Cleared;

    void answer(byte... bytes) throws InterruptedException;

    void watch(int mask) throws InterruptedException;

    /// `GS I` texts, by their number; empty where the printer has none.
    String identity(int which);

    /// Paper sensor bits of `GS r 1`.
    int rollBits();

    /// `GS g 2` counters: since the last service below 128, of the whole life from there on; empty
    /// for one that this printer does not keep.
    OptionalLong counter(int which);

    /// `GS g 0`: a service was done. Those of the whole life stay.
    void resetCounter(int which);

    /// Whether the printer does without this command, one of `partial-cut`, `full-cut`, `qr`, `raster` and
    /// `graphics`: its bytes are passed over and counted.
    default boolean lacks(String command) {
        return false;
    }

    /// The paper whose end was asked for with these four letters is out.
    void paperDone(byte[] id) throws InterruptedException;

    boolean answersBarrier();
}
