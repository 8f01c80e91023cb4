package org.openstm.print.render;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import org.openstm.print.Block;
import org.openstm.print.typeset.Page;
import org.openstm.print.typeset.Placed;

/// Draws a laid-out page with Java2D.
final class Painter {
    private static final Color SEAL = new Color(0xC8, 0x28, 0x3C, 0xD8);
    private final Graphics2D pen;

    private Painter(Graphics2D pen) {
        this.pen = pen;
    }

    /// @param grey smooth edges (pictures for people); without, every dot is black or white (raster for a printer)
    static BufferedImage paint(Page page, boolean grey) {
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
        var painter = new Painter(pen);
        for (var one : page.placed()) painter.draw(one);
        pen.dispose();
        return image;
    }

    private void draw(Placed one) {
        pen.setColor(Color.BLACK);
        switch (one) {
            case Placed.Words words -> {
                if (words.inverse()) pen.setColor(Color.WHITE);
                pen.setFont(Fonts.of(words.style(), words.text()));
                pen.drawString(words.text(), (float) words.x(), (float) words.baseline());
            }
            case Placed.Box box -> box(box);
            case Placed.Line line -> line(line);
            case Placed.Code code -> code(code);
            case Placed.Bits bits -> bits(bits);
            case Placed.SealMark seal -> seal(seal);
        }
    }

    private void box(Placed.Box box) {
        if (box.stroke() == 0) {
            pen.fill(new Rectangle2D.Double(box.x(), box.y(), box.width(), box.height()));
            return;
        }
        if (box.shaded()) {
            pen.setColor(new Color(0xF1, 0xEE, 0xE7));
            pen.fill(new Rectangle2D.Double(box.x(), box.y(), box.width(), box.height()));
            pen.setColor(Color.BLACK);
        }
        double half = box.stroke() / 2;
        pen.setStroke(new BasicStroke((float) box.stroke()));
        pen.draw(new Rectangle2D.Double(
                box.x() + half, box.y() + half, box.width() - box.stroke(), box.height() - box.stroke()));
    }

    private void line(Placed.Line line) {
        double step = line.dashed() ? 12 : line.width();
        double dash = line.dashed() ? 8 : line.width();
        for (double x = line.x(); x < line.x() + line.width(); x += step)
            pen.fill(
                    new Rectangle2D.Double(x, line.y(), Math.min(dash, line.x() + line.width() - x), line.thickness()));
    }

    private void code(Placed.Code code) {
        var modules = Modules.of(code.content());
        int dots = Math.max(1, (int) (code.edge() / modules.getWidth()));
        int offset = (int) (code.edge() - dots * modules.getWidth()) / 2;
        for (int row = 0; row < modules.getHeight(); row++)
            for (int column = 0; column < modules.getWidth(); column++)
                if (modules.get(column, row) == 1)
                    pen.fillRect(
                            (int) code.x() + offset + column * dots, (int) code.y() + offset + row * dots, dots, dots);
    }

    private void bits(Placed.Bits bits) {
        Block.Picture picture = bits.picture();
        int stride = (picture.width() + 7) / 8;
        for (int row = 0; row < picture.height(); row++)
            for (int column = 0; column < picture.width(); column++)
                if ((picture.bits()[row * stride + column / 8] >> (7 - column % 8) & 1) == 1)
                    pen.fillRect((int) bits.x() + column, (int) bits.y() + row, 1, 1);
    }

    private void seal(Placed.SealMark seal) {
        pen.setColor(SEAL);
        pen.setStroke(new BasicStroke((float) seal.radius() / 20));
        double r = seal.radius();
        pen.draw(new Ellipse2D.Double(seal.centerX() - r, seal.centerY() - r, 2 * r, 2 * r));
        pen.fill(star(seal.centerX(), seal.centerY(), r * 0.3));
        pen.setFont(new Font("Noto Serif CJK SC", Font.BOLD, (int) (r * 0.19)));
        double foot = pen.getFontMetrics().stringWidth(seal.foot());
        pen.drawString(seal.foot(), (float) (seal.centerX() - foot / 2), (float) (seal.centerY() + r * 0.68));
        ring(seal, r * 0.78);
    }

    private void ring(Placed.SealMark seal, double radius) {
        int count = seal.ring().codePointCount(0, seal.ring().length());
        double step = Math.toRadians(Math.min(26, 230.0 / Math.max(1, count)));
        var home = pen.getTransform();
        pen.setFont(new Font("Noto Serif CJK SC", Font.BOLD, (int) Math.min(seal.radius() * 0.26, radius * step)));
        var characters = seal.ring().codePoints().mapToObj(Character::toString).toList();
        for (int i = 0; i < count; i++) {
            double angle = (i - (count - 1) / 2.0) * step;
            pen.translate(seal.centerX() + radius * Math.sin(angle), seal.centerY() - radius * Math.cos(angle));
            pen.rotate(angle);
            double half = pen.getFontMetrics().stringWidth(characters.get(i)) / 2.0;
            pen.drawString(characters.get(i), (float) -half, (float) half * 0.7f);
            pen.setTransform(home);
        }
    }

    private static Path2D star(double x, double y, double radius) {
        var star = new Path2D.Double();
        for (int i = 0; i < 10; i++) {
            double reach = i % 2 == 0 ? radius : radius * 0.382;
            double angle = Math.PI * i / 5 - Math.PI / 2;
            if (i == 0) star.moveTo(reach * Math.cos(angle), reach * Math.sin(angle));
            else star.lineTo(reach * Math.cos(angle), reach * Math.sin(angle));
        }
        star.closePath();
        star.transform(AffineTransform.getTranslateInstance(x, y));
        return star;
    }
}
