package org.openstm.device.sim.receipt;

import java.awt.image.BufferedImage;
import java.util.Map;

/// Result of rendering some bytes.
///
/// @param paper all papers below each other
/// @param text printed text, one line a printed line, an empty one between papers; a code drawn by the printer as
///     `QR` or `BARCODE` and its content
/// @param unknown skipped commands in hex, with their counts
public record EscPosRendering(BufferedImage paper, String text, Map<String, Integer> unknown) {
    public EscPosRendering {
        unknown = Map.copyOf(unknown);
    }
}
