package org.openstm.print.render;

import org.openstm.print.Media;

/// Capabilities of one ESC/POS printer, as probed at open or configured.
///
/// @param hanzi the character set that the printer draws Chinese with, or none
/// @param nativeQr whether it draws QR codes from `GS ( k`
/// @param layout [OutputMode#PICTURE]: the whole sheet is sent as raster and looks as designed;
///     [OutputMode#TEXT]: text goes as characters where the printer has them (a tenth of the bytes, for
///     slow serial lines), the rest as raster
/// @param graphics whether pictures are sent by `GS ( L`, for printers without `GS v 0`
public record EscPosProfile(
        Media media, Hanzi hanzi, boolean nativeQr, OutputMode layout, CutKind cut, boolean graphics) {
    public enum Hanzi {
        NONE,
        GB2312,
        GB18030
    }

    public enum OutputMode {
        PICTURE,
        TEXT
    }

    /// How papers are separated: a cut that leaves a bridge, a full cut, or by hand at the tear bar.
    public enum CutKind {
        PARTIAL,
        FULL,
        NONE
    }

    public static final EscPosProfile PLAIN =
            new EscPosProfile(Media.THERMAL_80, Hanzi.NONE, false, OutputMode.PICTURE, true);

    /// A printer that has a cutter and `GS v 0`.
    ///
    /// @param partialCut whether a cut leaves a bridge
    public EscPosProfile(Media media, Hanzi hanzi, boolean nativeQr, OutputMode layout, boolean partialCut) {
        this(media, hanzi, nativeQr, layout, partialCut ? CutKind.PARTIAL : CutKind.FULL, false);
    }
}
