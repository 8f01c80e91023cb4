package org.openstm.device.sim.receipt;

/// A code drawn by the printer.
///
/// @param letters content
/// @param dots rows of packed bits
/// @param width dots in a row
record DrawnCode(String kind, String letters, byte[] dots, int width) {
    /// Is a module of a code black?
    interface ModulePattern {
        boolean isBlack(int x, int y);
    }

    static DrawnCode of(String kind, String letters, int wide, int tall, int across, int down, ModulePattern modules) {
        int width = wide * across;
        int bytesWide = (width + 7) / 8;
        var dots = new byte[bytesWide * tall * down];
        for (int y = 0; y < tall * down; y++)
            for (int x = 0; x < width; x++)
                if (modules.isBlack(x / across, y / down)) dots[y * bytesWide + x / 8] |= (byte) (0x80 >> x % 8);
        return new DrawnCode(kind, letters, dots, width);
    }

    /// The line for it in the text of a paper.
    String paperText() {
        return kind + " " + letters;
    }
}
