package org.openstm.print.typeset;

import org.openstm.print.Style;

/// How wide a text is, in dots.
@FunctionalInterface
public interface Metrics {
    double width(String text, Style style);
}
