package org.openstm.print.render;

import org.openstm.print.Media;

/// What one ESC/POS printer can do, as probed at open or configured.
///
/// @param hanzi the character set that the printer draws Chinese with, or none
/// @param nativeQr whether it draws QR codes from `GS ( k`
/// @param layout [Layout#PICTURE]: the whole sheet is sent as raster and looks as designed;
///     [Layout#TEXT]: text goes as characters where the printer has them (a tenth of the bytes, for
///     slow serial lines), the rest as raster
/// @param partialCut whether a cut leaves a bridge
public record EscPosProfile(Media media, Hanzi hanzi, boolean nativeQr, Layout layout, boolean partialCut) {
    public enum Hanzi {
        NONE,
        GB2312,
        GB18030
    }

    public enum Layout {
        PICTURE,
        TEXT
    }

    public static final EscPosProfile PLAIN =
            new EscPosProfile(Media.THERMAL_80, Hanzi.NONE, false, Layout.PICTURE, true);
}
