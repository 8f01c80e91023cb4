package org.openstm.device.sim.receipt;

import java.awt.image.BufferedImage;
import java.util.Map;

/// What came of some bytes.
///
/// @param paper all papers below each other
/// @param text what was typed, one line a printed line, an empty one between papers; a code that the
///     printer drew itself as `QR` or `BARCODE` and what it says
/// @param unknown commands that were passed over, in hex, and how often each came
public record EscPosRendering(BufferedImage paper, String text, Map<String, Integer> unknown) {
    public EscPosRendering {
        unknown = Map.copyOf(unknown);
    }
}
