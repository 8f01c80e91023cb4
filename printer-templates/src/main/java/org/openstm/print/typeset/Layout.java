package org.openstm.print.typeset;

import java.util.ArrayList;
import java.util.List;
import org.openstm.print.Block;
import org.openstm.print.Media;
import org.openstm.print.Sheet;
import org.openstm.print.Style;

/// Lays a sheet out, top to bottom. A block that does not fit on the rest of a page opens the next one; a roll has one
/// page, as long as it needs.
public final class Layout {
    private static final double LINE = 1.36;
    private static final int QUIET = 16;

    private final Media media;
    private final Metrics metrics;
    private final int margin;
    private final List<Page> pages = new ArrayList<>();
    private final List<Placed> placed = new ArrayList<>();
    private double y;

    private Layout(Media media, Metrics metrics) {
        this.media = media;
        this.metrics = metrics;
        this.margin = media.roll() ? 0 : Math.round(media.dotsPerInch() * 20f / 25.4f);
        this.y = margin;
    }

    public static List<Page> of(Sheet sheet, Metrics metrics) {
        var layout = new Layout(sheet.media(), metrics);
        for (var block : sheet.blocks()) layout.put(block);
        layout.endPage();
        return List.copyOf(layout.pages);
    }

    private int width() {
        return media.widthDots() - 2 * margin;
    }

    private void put(Block block) {
        switch (block) {
            case Block.Text text -> paragraph(text);
            case Block.Row row -> row(row);
            case Block.Rule rule -> rule(rule);
            case Block.Band band -> band(band);
            case Block.Qr qr -> code(qr);
            case Block.Picture picture -> picture(picture);
            case Block.Seal seal -> seal(seal);
            case Block.Cut _ -> endPage();
        }
    }

    /// A paragraph may run on to the next page, line by line.
    private void paragraph(Block.Text text) {
        double line = text.style().size() * LINE;
        for (var one : Lines.of(text.text(), text.style(), width(), metrics)) {
            room(line);
            words(new Block.Text(one, text.style()), margin, y, width(), false);
            y += line;
        }
    }

    /// Places text from `top` down and tells its height.
    private double words(Block.Text text, double x, double top, double width, boolean inverse) {
        var style = text.style();
        double at = top;
        for (var line : Lines.of(text.text(), style, width, metrics)) {
            double baseline = at + style.size() * (LINE / 2 + 0.38);
            placed.add(new Placed.Words(x + indent(line, style, width), baseline, line, style, inverse));
            at += style.size() * LINE;
        }
        return at - top;
    }

    private double height(String text, Style style, double width) {
        return Lines.of(text, style, width, metrics).size() * style.size() * LINE;
    }

    private double indent(String line, Style style, double width) {
        double free = width - metrics.width(line, style);
        return switch (style.align()) {
            case LEFT -> 0;
            case CENTER -> free / 2;
            case RIGHT -> free;
        };
    }

    private void row(Block.Row row) {
        double padding = row.boxed() ? 14 : 0;
        double tallest = 0;
        for (var cell : row.cells()) {
            double inner = width() * cell.share() / 100.0 - 2 * padding;
            tallest = Math.max(tallest, height(cell.text(), cell.style(), inner));
        }
        double height = tallest + 2 * padding * 0.8;
        room(height);
        double x = margin;
        for (var cell : row.cells()) {
            double share = width() * cell.share() / 100.0;
            if (row.boxed()) placed.add(new Placed.Box(x, y, share, height, 2, cell.shaded()));
            double free = row.boxed() ? height - height(cell.text(), cell.style(), share - 2 * padding) : 0;
            words(new Block.Text(cell.text(), cell.style()), x + padding, y + free / 2, share - 2 * padding, false);
            x += share;
        }
        y += height;
    }

    private void rule(Block.Rule rule) {
        switch (rule.kind()) {
            case SPACE -> y += rule.height();
            case SOLID, DASHED -> {
                room(rule.height() + 16);
                boolean dashed = rule.kind() == Block.Rule.Kind.DASHED;
                placed.add(new Placed.Line(margin, y + 8, width(), rule.height(), dashed));
                y += rule.height() + 16;
            }
        }
    }

    private void band(Block.Band band) {
        double inside = 0;
        double wide = width() - 32;
        for (var line : band.lines()) inside += height(line.text(), line.style(), wide);
        double height = inside + 28;
        room(height);
        boolean filled = band.kind() == Block.Band.Kind.FILLED;
        double top = y;
        switch (band.kind()) {
            case FILLED -> placed.add(new Placed.Box(margin, top, width(), height, 0, false));
            case FRAME -> placed.add(new Placed.Box(margin, top, width(), height, 6, false));
            case DOUBLE_FRAME -> {
                placed.add(new Placed.Box(margin, top, width(), height, 4, false));
                placed.add(new Placed.Box(margin + 8, top + 8, width() - 16, height - 16, 3, false));
            }
        }
        double at = top + 14;
        for (var line : band.lines()) at += words(line, margin + 16, at, wide, filled);
        y = top + height;
    }

    private void code(Block.Qr qr) {
        double beside = 0;
        double column = width() - qr.dots() - 2 * QUIET - 8;
        for (var text : qr.beside()) beside += height(text.text(), text.style(), column);
        double height = Math.max(qr.dots() + 2.0 * QUIET, beside);
        room(height);
        double top = y;
        placed.add(new Placed.Code(margin + QUIET / 2.0, top + QUIET, qr.dots(), qr.content()));
        double at = top + Math.max(0, (height - beside) / 2);
        for (var text : qr.beside()) at += words(text, margin + qr.dots() + QUIET * 2, at, column, false);
        y = top + height;
    }

    private void picture(Block.Picture picture) {
        room(picture.height());
        placed.add(new Placed.Bits(margin + (width() - picture.width()) / 2.0, y, picture));
        y += picture.height();
    }

    /// A seal lies over what stands before it, at the right edge, and takes no room of its own.
    private void seal(Block.Seal seal) {
        double radius = media.dotsPerInch() * 21 / 25.4;
        placed.add(new Placed.SealMark(
                margin + width() - radius - 20, y - radius * 0.55, radius, seal.ring(), seal.foot()));
    }

    private void room(double height) {
        if (!media.roll() && y + height > media.heightDots() - margin && y > margin) endPage();
    }

    private void endPage() {
        if (placed.isEmpty()) return;
        int height = media.roll() ? (int) Math.ceil(y) + 8 : media.heightDots();
        pages.add(new Page(media.widthDots(), height, placed));
        placed.clear();
        y = margin;
    }
}
