package org.openstm.print.render;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import org.openstm.print.Block;
import org.openstm.print.Style;
import org.openstm.print.typeset.LaidOutPage;
import org.openstm.print.typeset.PlacedElement;

/// Draws a laid-out page with Java2D.
final class PagePainter {
    /// Longer than any line.
    private static final String NOTHING = " ".repeat(1024);

    private final Graphics2D pen;

    private PagePainter(Graphics2D pen) {
        this.pen = pen;
    }

    /// @param grey smooth edges (pictures for people); without, every dot is black or white (raster
    ///     for a printer)
    static BufferedImage paintPage(LaidOutPage page, boolean grey) {
        int type = grey ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_BYTE_BINARY;
        var image = new BufferedImage(page.width(), page.height(), type);
        var pen = image.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, page.width(), page.height());
        pen.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING,
                grey ? RenderingHints.VALUE_TEXT_ANTIALIAS_ON : RenderingHints.VALUE_TEXT_ANTIALIAS_OFF);
        pen.setRenderingHint(
                RenderingHints.KEY_ANTIALIASING,
                grey ? RenderingHints.VALUE_ANTIALIAS_ON : RenderingHints.VALUE_ANTIALIAS_OFF);
        pen.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        var painter = new PagePainter(pen);
        for (var one : page.placed()) painter.drawElement(one);
        // Java2D keeps the glyphs that it drew last, across all pictures: overwrite them with blanks
        pen.drawString(NOTHING, 0, 0);
        pen.dispose();
        return image;
    }

    private void drawElement(PlacedElement one) {
        pen.setColor(Color.BLACK);
        switch (one) {
            case PlacedElement.PlacedText words -> drawText(words);
            case PlacedElement.PlacedBox box -> drawBox(box);
            case PlacedElement.PlacedLine line -> drawLine(line);
            case PlacedElement.PlacedQrCode code -> drawQrCode(code);
            case PlacedElement.PlacedPicture bits -> drawPicture(bits);
            case PlacedElement.PlacedSeal seal -> drawSeal(seal);
            case PlacedElement.PlacedWave wave -> drawWave(wave);
            case PlacedElement.PlacedWatermark mark -> drawWatermark(mark);
        }
    }

    private void drawText(PlacedElement.PlacedText words) {
        if (words.inverse()) pen.setColor(Color.WHITE);
        double x = words.x();
        for (var run : PictureFonts.splitByFont(words.text(), words.style())) {
            pen.setFont(run.font());
            pen.drawString(run.text(), (float) x, (float) words.baseline());
            x += run.width();
        }
    }

    private void drawWave(PlacedElement.PlacedWave wave) {
        var path = new Path2D.Double();
        for (var point : wave.points()) {
            if (path.getCurrentPoint() == null) path.moveTo(point.x(), point.y());
            else path.lineTo(point.x(), point.y());
        }
        pen.setColor(PaperColors.WAVE);
        pen.setStroke(new BasicStroke(PaperColors.WAVE_STROKE));
        pen.draw(path);
    }

    private void drawWatermark(PlacedElement.PlacedWatermark mark) {
        var home = pen.getTransform();
        var style = new Style(mark.size(), true, Style.Align.LEFT, Style.Face.SANS);
        double step = mark.size() * 1.4;
        double x = -step * mark.text().codePointCount(0, mark.text().length()) / 2 + mark.size() * 0.2;
        pen.translate(mark.centerX(), mark.centerY());
        pen.rotate(-Math.toRadians(PlacedElement.PlacedWatermark.RISE));
        pen.setColor(PaperColors.WATERMARK);
        for (var sign : mark.text().codePoints().mapToObj(Character::toString).toList()) {
            var run = PictureFonts.splitByFont(sign, style).getFirst();
            pen.setFont(run.font());
            pen.drawString(run.text(), (float) x, mark.size() * 0.38f);
            x += step;
        }
        pen.setTransform(home);
    }

    private void drawBox(PlacedElement.PlacedBox box) {
        if (box.stroke() == 0) {
            pen.fill(new Rectangle2D.Double(box.x(), box.y(), box.width(), box.height()));
            return;
        }
        if (box.shaded()) {
            pen.setColor(PaperColors.SHADE);
            pen.fill(new Rectangle2D.Double(box.x(), box.y(), box.width(), box.height()));
            pen.setColor(Color.BLACK);
        }
        double half = box.stroke() / 2;
        pen.setStroke(new BasicStroke((float) box.stroke()));
        pen.draw(new Rectangle2D.Double(
                box.x() + half, box.y() + half, box.width() - box.stroke(), box.height() - box.stroke()));
    }

    private void drawLine(PlacedElement.PlacedLine line) {
        double step = line.dashed() ? 12 : line.width();
        double dash = line.dashed() ? 8 : line.width();
        for (double x = line.x(); x < line.x() + line.width(); x += step)
            pen.fill(
                    new Rectangle2D.Double(x, line.y(), Math.min(dash, line.x() + line.width() - x), line.thickness()));
    }

    private void drawQrCode(PlacedElement.PlacedQrCode code) {
        var modules = QrModules.of(code.content());
        int dots = Math.max(1, (int) (code.edge() / modules.getWidth()));
        int offset = (int) (code.edge() - dots * modules.getWidth()) / 2;
        for (int row = 0; row < modules.getHeight(); row++)
            for (int column = 0; column < modules.getWidth(); column++)
                if (modules.get(column, row) == 1)
                    pen.fillRect(
                            (int) code.x() + offset + column * dots, (int) code.y() + offset + row * dots, dots, dots);
    }

    private void drawPicture(PlacedElement.PlacedPicture bits) {
        Block.Picture picture = bits.picture();
        int stride = (picture.width() + 7) / 8;
        for (int row = 0; row < picture.height(); row++)
            for (int column = 0; column < picture.width(); column++)
                if ((picture.bits()[row * stride + column / 8] >> (7 - column % 8) & 1) == 1)
                    pen.fillRect((int) bits.x() + column, (int) bits.y() + row, 1, 1);
    }

    private void drawSeal(PlacedElement.PlacedSeal seal) {
        var shape = SealShape.of(seal);
        pen.setColor(PaperColors.SEAL);
        pen.setStroke(new BasicStroke((float) shape.stroke()));
        pen.draw(shape.ring());
        pen.fill(shape.star());
        var home = pen.getTransform();
        for (var letter : shape.letters()) {
            pen.translate(letter.x(), letter.y());
            pen.rotate(letter.turn());
            var run = PictureFonts.splitByFont(letter.text(), letter.style()).getFirst();
            pen.setFont(run.font());
            pen.drawString(
                    run.text(), (float) (-run.width() / 2), letter.style().size() * 0.38f);
            pen.setTransform(home);
        }
    }
}
