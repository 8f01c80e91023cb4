package org.openstm.print.render;

import java.awt.image.BufferedImage;
import java.util.List;
import org.openstm.print.Sheet;
import org.openstm.print.typeset.Layout;

/// Sheet to pictures, one a page.
public final class Png {
    private Png() {}

    public static List<BufferedImage> render(Sheet sheet) {
        return painted(sheet, true);
    }

    /// For a printer: every dot is black or white. Of a roll one picture for each paper that is cut off.
    public static List<BufferedImage> raster(Sheet sheet) {
        return painted(sheet, false);
    }

    private static List<BufferedImage> painted(Sheet sheet, boolean grey) {
        return Layout.of(sheet, Fonts.metrics()).stream()
                .map(page -> Painter.paint(page, grey))
                .toList();
    }
}
