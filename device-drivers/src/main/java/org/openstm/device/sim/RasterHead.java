package org.openstm.device.sim;

import org.openstm.device.sim.RxBuffer.Cleared;

/// Pictures: rows of dots straight from the host.
final class RasterHead {
    private static final int ROWS_PER_LINE = 24;
    private static final int LARGEST = 4 << 20;

    private final PrinterBody body;
    private final PaperRoll roll;
    private final Typist typist;
    private byte[] stored = new byte[0];
    private int storedWide;
    private int storedTimes = 1;

    RasterHead(PrinterBody body, PaperRoll roll, Typist typist) {
        this.body = body;
        this.roll = roll;
        this.typist = typist;
    }

    /// `GS v 0`: prints as it comes, so a fault in the middle leaves half a picture on paper.
    void raster(int mode, int bytesWide, int rows) throws InterruptedException, Cleared {
        typist.flush();
        int across = (mode & 1) != 0 ? 2 : 1;
        int down = (mode & 2) != 0 ? 2 : 1;
        for (int row = 0; row < rows; row++) {
            if (row % ROWS_PER_LINE == 0) body.ready();
            var bits = new byte[bytesWide];
            for (int i = 0; i < bytesWide; i++) bits[i] = (byte) body.next();
            roll.feed(down);
            row(bits, 0, bytesWide * 8, across, down);
            if (row % ROWS_PER_LINE == ROWS_PER_LINE - 1 || row == rows - 1)
                body.moved((row % ROWS_PER_LINE + 1) * down);
        }
    }

    /// `GS ( L` and `GS 8 L`: function 112 stores, 2 and 50 print.
    void graphics(int length) throws InterruptedException, Cleared {
        if (length < 2 || length > LARGEST) {
            for (int i = 0; i < length; i++) body.next();
            return;
        }
        var data = new byte[length];
        for (int i = 0; i < length; i++) data[i] = (byte) body.next();
        int function = data[1] & 0xFF;
        if (function == 112 && length > 10) {
            storedTimes = Math.max(1, data[3]);
            storedWide = (data[6] & 0xFF) | (data[7] & 0xFF) << 8;
            stored = java.util.Arrays.copyOfRange(data, 10, length);
        } else if (function == 2 || function == 50) {
            picture(stored, storedWide);
            stored = new byte[0];
        }
    }

    /// Prints rows of packed bits.
    void picture(byte[] bits, int wide) throws InterruptedException, Cleared {
        if (wide <= 0) return;
        typist.flush();
        int bytesWide = (wide + 7) / 8;
        for (int row = 0; (row + 1) * bytesWide <= bits.length; row++) {
            if (row % ROWS_PER_LINE == 0) body.ready();
            roll.feed(storedTimes);
            row(bits, row * bytesWide, wide, storedTimes, storedTimes);
            body.moved(storedTimes);
        }
        storedTimes = 1;
    }

    /// `ESC *`: columns of 8 or 24 dots that stand in the line like characters.
    void columns(int mode, int count) throws InterruptedException, Cleared {
        int bytes = mode >= 32 ? 3 : 1;
        int across = mode == 0 || mode == 32 ? 2 : 1;
        int down = bytes == 1 ? 3 : 1;
        for (int column = 0; column < count; column++) {
            for (int i = 0; i < bytes; i++) {
                int bits = body.next();
                for (int bit = 0; bit < 8; bit++)
                    if ((bits & 0x80 >> bit) != 0)
                        for (int d = 0; d < down; d++)
                            for (int a = 0; a < across; a++)
                                typist.line().dot(a, (i * 8 + bit) * down + d, ROWS_PER_LINE);
            }
            typist.line().advance(across, ROWS_PER_LINE);
        }
    }

    private void row(byte[] bits, int from, int wide, int across, int down) {
        int room = Math.max(0, typist.area() - wide * across);
        int shift = typist.left() + (typist.align() == 1 ? room / 2 : typist.align() == 2 ? room : 0);
        for (int x = 0; x < wide; x++)
            if ((bits[from + x / 8] & 0x80 >> x % 8) != 0)
                for (int a = 0; a < across; a++)
                    for (int d = 0; d < down; d++) roll.blacken(shift + x * across + a, d, 255);
    }
}
