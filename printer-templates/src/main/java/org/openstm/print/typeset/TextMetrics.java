package org.openstm.print.typeset;

import org.openstm.print.Style;

/// Measures the width of a text, in dots.
@FunctionalInterface
public interface TextMetrics {
    double textWidth(String text, Style style);
}
