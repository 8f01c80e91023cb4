package org.openstm.device.sim;

/// How the next character looks.
///
/// @param underline thickness in dots, 0 for none
record TextMode(int widthTimes, int heightTimes, boolean bold, int underline, boolean reverse) {
    static final TextMode PLAIN = new TextMode(1, 1, false, 0, false);

    TextMode size(int width, int height) {
        return new TextMode(width, height, bold, underline, reverse);
    }

    TextMode bold(boolean on) {
        return new TextMode(widthTimes, heightTimes, on, underline, reverse);
    }

    TextMode underline(int dots) {
        return new TextMode(widthTimes, heightTimes, bold, dots, reverse);
    }

    TextMode reverse(boolean on) {
        return new TextMode(widthTimes, heightTimes, bold, underline, on);
    }
}
