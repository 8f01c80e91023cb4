package org.openstm.print.render;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import org.openstm.print.Style;
import org.openstm.print.typeset.Metrics;

/// The faces that pictures of paper are drawn with.
///
/// The family must be exactly `Noto Sans CJK SC` (Debian: fonts-noto-cjk): a near name silently gives another font.
public final class Fonts {
    private static final String FAMILY = "Noto Sans CJK SC";
    private static final String RARE = "HanaMinA";
    private static final FontRenderContext CONTEXT = new FontRenderContext(new AffineTransform(), true, true);

    private Fonts() {}

    /// Fails with one clear sentence when the fonts are not there.
    public static void check() {
        var found = new Font(FAMILY, Font.PLAIN, 20);
        if (!found.getFamily(java.util.Locale.ROOT).equals(FAMILY))
            throw new IllegalStateException(
                    "font '" + FAMILY + "' is missing: install fonts-noto-cjk (scripts/setup does it)");
    }

    static Font of(Style style, String text) {
        int weight = style.bold() ? Font.BOLD : Font.PLAIN;
        var first = new Font(style.face() == Style.Face.SERIF ? "Noto Serif CJK SC" : FAMILY, weight, style.size());
        if (first.canDisplayUpTo(text) < 0) return first;
        var sans = new Font(FAMILY, weight, style.size());
        if (sans.canDisplayUpTo(text) < 0) return sans;
        return new Font(RARE, weight, style.size());
    }

    static Metrics metrics() {
        return (text, style) -> text.isEmpty()
                ? 0
                : of(style, text).getStringBounds(text, CONTEXT).getWidth();
    }
}
