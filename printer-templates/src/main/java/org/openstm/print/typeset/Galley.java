package org.openstm.print.typeset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.openstm.print.Block;
import org.openstm.print.Media;
import org.openstm.print.Sheet;
import org.openstm.print.Style;

/// Sets one block at a time into a [Strip], before it is known where on a page it will stand.
final class Galley {
    private static final double CELL_PADDING = 18;
    private static final double SEAL_MILLIMETRES = 42;

    /// Below this a column beside a code would hold no group of a verification code.
    private static final double NARROWEST_BESIDE = 170;

    private final Media media;
    private final Metrics metrics;
    private final double margin;
    private final int page;
    private final int pages;
    private final List<Placed> placed = new ArrayList<>();

    /// @param margin left and right, in dots
    /// @param page number that stands for [Sheet#PAGE]
    Galley(Media media, Metrics metrics, double margin, int page, int pages) {
        this.media = media;
        this.metrics = metrics;
        this.margin = margin;
        this.page = page;
        this.pages = pages;
    }

    private double width() {
        return media.widthDots() - 2 * margin;
    }

    Strip set(Block block) {
        placed.clear();
        double height = switch (block) {
            case Block.Text text -> words(text, margin, 0, width(), false, paragraphLeading(text.style()));
            case Block.Row row -> row(row);
            case Block.Rule rule -> rule(rule);
            case Block.Band band -> band(band);
            case Block.Qr qr -> code(qr);
            case Block.Picture picture -> picture(picture);
            case Block.Seal seal -> seal(seal);
            case Block.Cut _ -> 0;
        };
        return new Strip(placed, height);
    }

    /// A paragraph as one strip a line, for one that is longer than a page.
    List<Strip> lines(Block.Text text) {
        return broken(text.text(), text.style(), width()).stream()
                .map(line -> set(new Block.Text(line, text.style())))
                .toList();
    }

    private List<String> broken(String text, Style style, double width) {
        return Lines.of(Sheet.numbered(text, page, pages), style, width, metrics);
    }

    /// Line height by size: large type needs less air. A page has more of it than a roll, where
    /// paper is what runs out.
    private double leading(Style style) {
        return media.roll() && style.size() >= 40 ? 1.25 : 1.4;
    }

    private double paragraphLeading(Style style) {
        return media.roll() ? leading(style) : 1.75;
    }

    /// Places text from `top` down and tells its height.
    private double words(Block.Text text, double x, double top, double width, boolean inverse, double leading) {
        var style = text.style();
        double at = top;
        for (var line : broken(text.text(), style, width)) {
            double baseline = at + style.size() * (leading / 2 + 0.38);
            placed.add(new Placed.Words(x + indent(line, style, width), baseline, line, style, inverse));
            at += style.size() * leading;
        }
        return at - top;
    }

    private double words(Block.Text text, double x, double top, double width) {
        return words(text, x, top, width, false, leading(text.style()));
    }

    private double height(String text, Style style, double width) {
        return broken(text, style, width).size() * style.size() * leading(style);
    }

    private double height(List<Block.Text> texts, double width) {
        return texts.stream()
                .mapToDouble(t -> height(t.text(), t.style(), width))
                .sum();
    }

    private double indent(String line, Style style, double width) {
        double free = width - metrics.width(line, style);
        return switch (style.align()) {
            case LEFT -> 0;
            case CENTER -> free / 2;
            case RIGHT -> free;
        };
    }

    private double row(Block.Row row) {
        double side = row.boxed() ? CELL_PADDING : 0;
        double[] widths = widths(row);
        double tallest = 0;
        for (int i = 0; i < widths.length; i++) {
            var cell = row.cells().get(i);
            tallest = Math.max(tallest, height(cell.text(), cell.style(), widths[i] - 2 * side - gap(row, i)));
        }
        double above = row.boxed() ? 13 : 3;
        double height = tallest + 2 * above;
        double x = margin;
        for (int i = 0; i < widths.length; i++) {
            var cell = row.cells().get(i);
            // edges overlap, so that a line between two cells is as thick as the one around the table
            if (row.boxed()) placed.add(new Placed.Box(x - 1, -1, widths[i] + 2, height + 2, 2, cell.shaded()));
            double inner = widths[i] - 2 * side - gap(row, i);
            double free = row.boxed() ? tallest - height(cell.text(), cell.style(), inner) : 0;
            words(new Block.Text(cell.text(), cell.style()), x + side, above + free / 2, inner);
            x += widths[i];
        }
        return height;
    }

    /// White between two columns that have no edges.
    private static double gap(Block.Row row, int column) {
        return row.boxed() || column == row.cells().size() - 1 ? 0 : 10;
    }

    /// Shares are what a row gets as long as its label fits. On narrow paper a label takes the room
    /// that it needs, and a right-hand note the room that is left, before either breaks.
    private double[] widths(Block.Row row) {
        double[] widths = row.cells().stream()
                .mapToDouble(c -> width() * c.share() / 100.0)
                .toArray();
        if (row.boxed() || widths.length != 2) return widths;
        double first = natural(row.cells().getFirst()) + gap(row, 0);
        double last = natural(row.cells().getLast());
        boolean note = row.cells().getLast().style().align() == Style.Align.RIGHT;
        if (note && first + last <= width() && (first > widths[0] || last > widths[1]))
            return new double[] {width() - last, last};
        if (!note && first > widths[0] && first <= width() / 2) return new double[] {first, width() - first};
        return widths;
    }

    private double natural(Block.Cell cell) {
        return Arrays.stream(Sheet.numbered(cell.text(), page, pages).split("\n", -1))
                .mapToDouble(line -> metrics.width(line, cell.style()))
                .max()
                .orElse(0);
    }

    private double rule(Block.Rule rule) {
        if (rule.kind() == Block.Rule.Kind.SPACE) return rule.height();
        double air = media.roll() ? 14 : 8;
        placed.add(new Placed.Line(margin, air, width(), rule.height(), rule.kind() == Block.Rule.Kind.DASHED));
        return rule.height() + 2 * air;
    }

    private double band(Block.Band band) {
        double wide = width() - 32;
        boolean filled = band.kind() == Block.Band.Kind.FILLED;
        double air = filled ? 9 : 18;
        double height = height(band.lines(), wide) + 2 * air;
        switch (band.kind()) {
            case FILLED -> placed.add(new Placed.Box(margin, 0, width(), height, 0, false));
            case FRAME -> placed.add(new Placed.Box(margin, 0, width(), height, 6, false));
            case DOUBLE_FRAME -> {
                placed.add(new Placed.Box(margin, 0, width(), height, 4, false));
                placed.add(new Placed.Box(margin + 7, 7, width() - 14, height - 14, 4, false));
            }
        }
        double at = air;
        for (var line : band.lines()) at += words(line, margin + 16, at, wide, filled, leading(line.style()));
        return height;
    }

    /// The quiet zone is four modules (ISO/IEC 18004); how large a module is, is known below 21
    /// modules an edge.
    private double code(Block.Qr qr) {
        double quiet = Math.ceil(qr.dots() * 4 / 21.0);
        double indent = Math.max(0, quiet - margin);
        double left = media.roll() ? indent : 0;
        double column = width() - left - qr.dots() - quiet;
        if (column < NARROWEST_BESIDE) return codeAbove(qr, quiet);
        double beside = height(qr.beside(), column);
        double above = media.roll() ? quiet / 2 : 8;
        double height = Math.max(qr.dots() + 2 * above, beside);
        placed.add(new Placed.Code(margin + left, (height - qr.dots()) / 2, qr.dots(), qr.content()));
        double at = (height - beside) / 2;
        for (var text : qr.beside()) at += words(text, margin + left + qr.dots() + quiet, at, column);
        return height;
    }

    private double codeAbove(Block.Qr qr, double quiet) {
        placed.add(new Placed.Code(margin + (width() - qr.dots()) / 2, quiet / 2, qr.dots(), qr.content()));
        double at = qr.dots() + quiet * 1.5;
        for (var text : qr.beside()) {
            var middle = text.style().aligned(Style.Align.CENTER);
            at += words(new Block.Text(text.text(), middle), margin, at, width());
        }
        return at;
    }

    private double picture(Block.Picture picture) {
        placed.add(new Placed.Bits(margin + (width() - picture.width()) / 2.0, 0, picture));
        return picture.height();
    }

    /// The seal stands over the middle of its lines, at the right edge.
    private double seal(Block.Seal seal) {
        double radius = media.dotsPerInch() * SEAL_MILLIMETRES / 25.4 / 2;
        double lines = height(seal.lines(), width());
        double height = Math.max(2 * radius, lines);
        double at = (height - lines) / 2;
        for (var line : seal.lines()) at += words(line, margin, at, width());
        placed.add(new Placed.SealMark(margin + width() - radius - 14, height / 2, radius, seal.ring(), seal.foot()));
        return height;
    }
}
