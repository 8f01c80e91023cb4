package org.openstm.print.typeset;

import java.util.List;
import org.openstm.print.Block;
import org.openstm.print.Style;

/// Something at its place on a page; dots, origin top left.
public sealed interface Placed {
    /// The same, `down` dots lower.
    Placed lower(double down);

    /// @param baseline y of the baseline
    /// @param inverse white on black
    record Words(double x, double baseline, String text, Style style, boolean inverse) implements Placed {
        @Override
        public Words lower(double down) {
            return new Words(x, baseline + down, text, style, inverse);
        }
    }

    /// @param stroke thickness of the edge, 0 = filled
    record Box(double x, double y, double width, double height, double stroke, boolean shaded) implements Placed {
        @Override
        public Box lower(double down) {
            return new Box(x, y + down, width, height, stroke, shaded);
        }
    }

    record Line(double x, double y, double width, double thickness, boolean dashed) implements Placed {
        @Override
        public Line lower(double down) {
            return new Line(x, y + down, width, thickness, dashed);
        }
    }

    record Code(double x, double y, double edge, String content) implements Placed {
        @Override
        public Code lower(double down) {
            return new Code(x, y + down, edge, content);
        }
    }

    record Bits(double x, double y, Block.Picture picture) implements Placed {
        @Override
        public Bits lower(double down) {
            return new Bits(x, y + down, picture);
        }
    }

    /// @param radius of the outer ring
    record SealMark(double centerX, double centerY, double radius, String ring, String foot) implements Placed {
        @Override
        public SealMark lower(double down) {
            return new SealMark(centerX, centerY + down, radius, ring, foot);
        }
    }

    /// One line of the fine pattern, in a pale tint.
    record Wave(List<Point> points) implements Placed {
        public Wave {
            points = List.copyOf(points);
        }

        @Override
        public Wave lower(double down) {
            return new Wave(
                    points.stream().map(p -> new Point(p.x(), p.y() + down)).toList());
        }
    }

    record Point(double x, double y) {}

    /// Large words across the page, in the palest tint, rising from left to right.
    ///
    /// @param size of the characters in dots; they stand apart by 0.4 of it
    record Watermark(double centerX, double centerY, String text, int size) implements Placed {
        /// Degrees that the words rise.
        public static final double RISE = 24;

        @Override
        public Watermark lower(double down) {
            return new Watermark(centerX, centerY + down, text, size);
        }
    }
}
