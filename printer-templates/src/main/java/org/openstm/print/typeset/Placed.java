package org.openstm.print.typeset;

import org.openstm.print.Block;
import org.openstm.print.Style;

/// Something at its place on a page; dots, origin top left.
public sealed interface Placed {
    /// @param baseline y of the baseline
    /// @param inverse white on black
    record Words(double x, double baseline, String text, Style style, boolean inverse) implements Placed {}

    /// @param stroke thickness of the edge, 0 = filled
    record Box(double x, double y, double width, double height, double stroke, boolean shaded) implements Placed {}

    record Line(double x, double y, double width, double thickness, boolean dashed) implements Placed {}

    record Code(double x, double y, double edge, String content) implements Placed {}

    record Bits(double x, double y, Block.Picture picture) implements Placed {}

    /// @param radius of the outer ring
    record SealMark(double centerX, double centerY, double radius, String ring, String foot) implements Placed {}
}
