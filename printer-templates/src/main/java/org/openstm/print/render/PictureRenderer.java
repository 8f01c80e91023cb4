package org.openstm.print.render;

import java.awt.image.BufferedImage;
import java.util.List;
import org.openstm.print.Sheet;
import org.openstm.print.typeset.PageLayout;

/// Renders a sheet as pictures, one a page.
public final class PictureRenderer {
    private PictureRenderer() {}

    public static List<BufferedImage> toPictures(Sheet sheet) {
        return paintPages(sheet, true);
    }

    /// For a printer: every dot is black or white. A roll gives one picture for each paper that is cut off.
    public static List<BufferedImage> toPrinterRaster(Sheet sheet) {
        return paintPages(sheet, false);
    }

    private static List<BufferedImage> paintPages(Sheet sheet, boolean grey) {
        return PageLayout.layOutSheet(sheet, PictureFonts.textMetrics()).stream()
                .map(page -> PagePainter.paintPage(page, grey))
                .toList();
    }
}
