package org.openstm.print.render;

import java.awt.image.BufferedImage;
import java.util.List;
import org.openstm.print.Sheet;
import org.openstm.print.typeset.Layout;

/// Sheet to pictures, one a page.
public final class Png {
    private Png() {}

    public static List<BufferedImage> render(Sheet sheet) {
        return Layout.of(sheet, Fonts.metrics()).stream()
                .map(page -> Painter.paint(page, true))
                .toList();
    }
}
