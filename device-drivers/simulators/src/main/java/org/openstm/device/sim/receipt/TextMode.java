package org.openstm.device.sim.receipt;

/// Style of the next characters.
///
/// @param underline thickness in dots, 0 for none
record TextMode(int widthTimes, int heightTimes, boolean bold, int underline, boolean reverse) {
    static final TextMode PLAIN = new TextMode(1, 1, false, 0, false);

    TextMode withSize(int width, int height) {
        return new TextMode(width, height, bold, underline, reverse);
    }

    TextMode withBold(boolean on) {
        return new TextMode(widthTimes, heightTimes, on, underline, reverse);
    }

    TextMode withUnderline(int dots) {
        return new TextMode(widthTimes, heightTimes, bold, dots, reverse);
    }

    TextMode withReverse(boolean on) {
        return new TextMode(widthTimes, heightTimes, bold, underline, on);
    }
}
