package org.openstm.print.typeset;

import java.util.List;
import org.openstm.print.Block;
import org.openstm.print.Style;

/// An element at its position on a page; dots, origin top left.
public sealed interface PlacedElement {
    /// The same element, `down` dots lower.
    PlacedElement withOffset(double down);

    /// @param baseline y of the baseline
    /// @param inverse white on black
    record PlacedText(double x, double baseline, String text, Style style, boolean inverse) implements PlacedElement {
        @Override
        public PlacedText withOffset(double down) {
            return new PlacedText(x, baseline + down, text, style, inverse);
        }
    }

    /// @param stroke thickness of the edge, 0 = filled
    record PlacedBox(double x, double y, double width, double height, double stroke, boolean shaded)
            implements PlacedElement {
        @Override
        public PlacedBox withOffset(double down) {
            return new PlacedBox(x, y + down, width, height, stroke, shaded);
        }
    }

    record PlacedLine(double x, double y, double width, double thickness, boolean dashed) implements PlacedElement {
        @Override
        public PlacedLine withOffset(double down) {
            return new PlacedLine(x, y + down, width, thickness, dashed);
        }
    }

    record PlacedQrCode(double x, double y, double edge, String content) implements PlacedElement {
        @Override
        public PlacedQrCode withOffset(double down) {
            return new PlacedQrCode(x, y + down, edge, content);
        }
    }

    record PlacedPicture(double x, double y, Block.Picture picture) implements PlacedElement {
        @Override
        public PlacedPicture withOffset(double down) {
            return new PlacedPicture(x, y + down, picture);
        }
    }

    /// @param radius of the outer ring
    record PlacedSeal(double centerX, double centerY, double radius, String ring, String foot)
            implements PlacedElement {
        @Override
        public PlacedSeal withOffset(double down) {
            return new PlacedSeal(centerX, centerY + down, radius, ring, foot);
        }
    }

    /// One line of the fine pattern, in a pale tint.
    record PlacedWave(List<WavePoint> points) implements PlacedElement {
        public PlacedWave {
            points = List.copyOf(points);
        }

        @Override
        public PlacedWave withOffset(double down) {
            return new PlacedWave(
                    points.stream().map(p -> new WavePoint(p.x(), p.y() + down)).toList());
        }
    }

    record WavePoint(double x, double y) {}

    /// Large words across the page, in the palest tint, rising from left to right.
    ///
    /// @param size of the characters in dots; they stand apart by 0.4 of it
    record PlacedWatermark(double centerX, double centerY, String text, int size) implements PlacedElement {
        /// Rotation of the words in degrees.
        public static final double RISE = 24;

        @Override
        public PlacedWatermark withOffset(double down) {
            return new PlacedWatermark(centerX, centerY + down, text, size);
        }
    }
}
