package org.openstm.device.driver.receipt.escpos;

/// Prevents pictures from being executed: a printer executes real-time commands (`DLE EOT`, `DLE ENQ`, `DLE DC4`)
/// anywhere in the stream, also inside the dots of a picture. One additional dot breaks the sequence and is not
/// visible.
final class RasterGuard {
    private static final int DLE = 0x10;
    private static final int DOT = 0x20;

    private RasterGuard() {}

    /// @param rendered a sheet's bytes; the renderer itself writes no real-time command
    static byte[] maskRealtimeCommands(byte[] rendered) {
        var calm = rendered.clone();
        for (int i = 0; i + 1 < calm.length; i++)
            if (calm[i] == DLE && isRealtimeCommand(calm[i + 1]) && !isPictureSize(calm, i)) calm[i] |= DOT;
        return calm;
    }

    private static boolean isRealtimeCommand(byte next) {
        return next == 0x04 || next == 0x05 || next == 0x14;
    }

    /// The size before a picture must not be changed: `GS v 0 m xL xH yL yH`, and the length of `GS ( L`.
    private static boolean isPictureSize(byte[] bytes, int at) {
        for (int back = 4; back <= 6; back += 2)
            if (at >= back && bytes[at - back] == 0x1D && bytes[at - back + 1] == 0x76 && bytes[at - back + 2] == 0x30)
                return true;
        for (int back : new int[] {3, 11, 13})
            if (at >= back && bytes[at - back] == 0x1D && bytes[at - back + 1] == 0x28 && bytes[at - back + 2] == 0x4C)
                return true;
        return false;
    }
}
