package org.openstm.print.typeset;

import java.util.ArrayList;
import java.util.List;

/// The guilloche of a certificate: nine lines that run apart and together, each two sines out of step.
final class Guilloche {
    private static final int LINES = 9;
    private static final int STEP = 18;

    private Guilloche() {}

    /// @param middle y that the lines swing around
    /// @param height from the highest to the lowest that a line goes
    static List<PlacedElement> linesAcross(int width, double middle, double height) {
        var waves = new ArrayList<PlacedElement>();
        for (int line = 0; line < LINES; line++) {
            var points = new ArrayList<PlacedElement.WavePoint>();
            double late = line * 0.32;
            for (int x = 0; x < width + STEP; x += STEP) {
                double swing = Math.sin(x / 97.0 + late) * 0.62 + Math.sin(x / 41.0 - late * 1.4) * 0.38;
                points.add(new PlacedElement.WavePoint(x, middle + swing * height / 2));
            }
            waves.add(new PlacedElement.PlacedWave(points));
        }
        return waves;
    }
}
