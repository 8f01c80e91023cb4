package org.openstm.print.render;

import java.awt.Color;

/// Colours of printed pages. Pale ones are mixed with white here, so that no viewer has to blend them.
final class PaperColors {
    static final Color WAVE = new Color(0xD9, 0xE3, 0xED);
    static final Color WATERMARK = new Color(0xF1, 0xF5, 0xF8);
    static final Color SHADE = new Color(0xF4, 0xF1, 0xEA);

    /// Translucent like ink, so that the words under the seal stay readable.
    static final Color SEAL = new Color(0xC8, 0x10, 0x2E, 0xB8);

    /// Thickness of a line of the fine pattern, in dots.
    static final float WAVE_STROKE = 1.4f;

    private PaperColors() {}
}
