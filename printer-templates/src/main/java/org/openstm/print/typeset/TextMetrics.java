package org.openstm.print.typeset;

import org.openstm.print.Style;

/// How wide a text is, in dots.
@FunctionalInterface
public interface TextMetrics {
    double textWidth(String text, Style style);
}
