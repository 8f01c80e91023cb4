package org.openstm.device.sim.receipt;

import org.openstm.device.sim.receipt.ReceiveBuffer.BufferCleared;

/// Prints pictures: rows of dots from the host.
final class RasterHead {
    private static final int ROWS_PER_LINE = 24;
    private static final int LARGEST = 4 << 20;

    private final PrinterMechanism body;
    private final PaperRoll roll;
    private final EscPosTextPrinter typist;
    private byte[] stored = new byte[0];
    private int storedWide;
    private int storedTimes = 1;

    RasterHead(PrinterMechanism body, PaperRoll roll, EscPosTextPrinter typist) {
        this.body = body;
        this.roll = roll;
        this.typist = typist;
    }

    /// `GS v 0`: prints as it comes, so a fault in the middle leaves half a picture on paper.
    void printRaster(int mode, int bytesWide, int rows) throws InterruptedException, BufferCleared {
        typist.flushLine();
        int across = (mode & 1) != 0 ? 2 : 1;
        int down = (mode & 2) != 0 ? 2 : 1;
        for (int row = 0; row < rows; row++) {
            if (row % ROWS_PER_LINE == 0) body.awaitReady();
            var bits = new byte[bytesWide];
            for (int i = 0; i < bytesWide; i++) bits[i] = (byte) body.nextByte();
            roll.feedRows(down);
            blackenRow(bits, 0, bytesWide * 8, across, down);
            if (row % ROWS_PER_LINE == ROWS_PER_LINE - 1 || row == rows - 1)
                body.onPaperMoved((row % ROWS_PER_LINE + 1) * down);
        }
    }

    /// `GS ( L` and `GS 8 L`: function 112 stores, 2 and 50 print.
    void runGraphics(int length) throws InterruptedException, BufferCleared {
        if (length < 2 || length > LARGEST) {
            for (int i = 0; i < length; i++) body.nextByte();
            return;
        }
        var data = new byte[length];
        for (int i = 0; i < length; i++) data[i] = (byte) body.nextByte();
        int function = data[1] & 0xFF;
        if (function == 112 && length > 10) {
            storedTimes = Math.max(1, data[3]);
            storedWide = (data[6] & 0xFF) | (data[7] & 0xFF) << 8;
            stored = java.util.Arrays.copyOfRange(data, 10, length);
        } else if (function == 2 || function == 50) {
            printPicture(stored, storedWide);
            stored = new byte[0];
        }
    }

    /// Prints rows of packed bits.
    void printPicture(byte[] bits, int wide) throws InterruptedException, BufferCleared {
        if (wide <= 0) return;
        typist.flushLine();
        int bytesWide = (wide + 7) / 8;
        for (int row = 0; (row + 1) * bytesWide <= bits.length; row++) {
            if (row % ROWS_PER_LINE == 0) body.awaitReady();
            roll.feedRows(storedTimes);
            blackenRow(bits, row * bytesWide, wide, storedTimes, storedTimes);
            body.onPaperMoved(storedTimes);
        }
        storedTimes = 1;
    }

    /// `ESC *`: columns of 8 or 24 dots that stand in the line like characters.
    void addColumns(int mode, int count) throws InterruptedException, BufferCleared {
        int bytes = mode >= 32 ? 3 : 1;
        int across = mode == 0 || mode == 32 ? 2 : 1;
        int down = bytes == 1 ? 3 : 1;
        for (int column = 0; column < count; column++) {
            for (int i = 0; i < bytes; i++) {
                int bits = body.nextByte();
                for (int bit = 0; bit < 8; bit++)
                    if ((bits & 0x80 >> bit) != 0)
                        for (int d = 0; d < down; d++)
                            for (int a = 0; a < across; a++)
                                typist.currentLine().drawDot(a, (i * 8 + bit) * down + d, ROWS_PER_LINE);
            }
            typist.currentLine().advanceBy(across, ROWS_PER_LINE);
        }
    }

    private void blackenRow(byte[] bits, int from, int wide, int across, int down) {
        int room = Math.max(0, typist.areaWidth() - wide * across);
        int shift = typist.leftMargin() + (typist.alignment() == 1 ? room / 2 : typist.alignment() == 2 ? room : 0);
        for (int x = 0; x < wide; x++)
            if ((bits[from + x / 8] & 0x80 >> x % 8) != 0)
                for (int a = 0; a < across; a++)
                    for (int d = 0; d < down; d++) roll.blackenDot(shift + x * across + a, d, 255);
    }
}
