package org.openstm.print.typeset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.openstm.print.Block;
import org.openstm.print.Media;
import org.openstm.print.Sheet;
import org.openstm.print.Style;

/// Sets one block at a time into a [SetBlock], before its position on a page is known.
final class BlockSetter {
    private static final double CELL_PADDING = 18;
    private static final double SEAL_MILLIMETRES = 42;

    /// A thermal head that prints black for longer than this overheats and prints pale.
    private static final double BLACK_MILLIMETRES = 18;

    /// Below this a column beside a code would hold no group of a verification code.
    private static final double NARROWEST_BESIDE = 170;

    private final Media media;
    private final TextMetrics metrics;
    private final double margin;
    private final int page;
    private final int pages;
    private final List<PlacedElement> placed = new ArrayList<>();

    /// @param margin left and right, in dots
    /// @param page number that stands for [Sheet#PAGE]
    BlockSetter(Media media, TextMetrics metrics, double margin, int page, int pages) {
        this.media = media;
        this.metrics = metrics;
        this.margin = margin;
        this.page = page;
        this.pages = pages;
    }

    private double contentWidth() {
        return media.widthDots() - 2 * margin;
    }

    SetBlock setBlock(Block block) {
        placed.clear();
        double height = switch (block) {
            case Block.Text text -> placeText(text, margin, 0, contentWidth(), false, paragraphLeading(text.style()));
            case Block.Row row -> setRow(row);
            case Block.Rule rule -> setRule(rule);
            case Block.Band band -> setBand(band);
            case Block.Qr qr -> setQrCode(qr);
            case Block.Picture picture -> setPicture(picture);
            case Block.Seal seal -> setSeal(seal);
            case Block.Cut _ -> 0;
        };
        return new SetBlock(placed, height);
    }

    /// Sets a paragraph as one block for each line, when it is longer than a page.
    List<SetBlock> setLines(Block.Text text) {
        return breakLines(text.text(), text.style(), contentWidth()).stream()
                .map(line -> setBlock(new Block.Text(line, text.style())))
                .toList();
    }

    private List<String> breakLines(String text, Style style, double width) {
        return LineBreaker.breakText(Sheet.numbered(text, page, pages), style, width, metrics);
    }

    /// Line height by size: large type needs less leading. A page has more of it than a roll, to save paper on the
    /// roll.
    private double lineLeading(Style style) {
        return media.roll() && style.size() >= 36 ? 1.25 : 1.4;
    }

    private double paragraphLeading(Style style) {
        return media.roll() ? lineLeading(style) : 1.75;
    }

    /// Places text from `top` down and returns its height.
    private double placeText(Block.Text text, double x, double top, double width, boolean inverse, double leading) {
        var style = text.style();
        double at = top;
        for (var line : breakLines(text.text(), style, width)) {
            double baseline = at + style.size() * (leading / 2 + 0.38);
            placed.add(
                    new PlacedElement.PlacedText(x + lineIndent(line, style, width), baseline, line, style, inverse));
            at += style.size() * leading;
        }
        return at - top;
    }

    private double placeText(Block.Text text, double x, double top, double width) {
        return placeText(text, x, top, width, false, lineLeading(text.style()));
    }

    private double textHeight(String text, Style style, double width) {
        return breakLines(text, style, width).size() * style.size() * lineLeading(style);
    }

    private double textHeight(List<Block.Text> texts, double width) {
        return texts.stream()
                .mapToDouble(t -> textHeight(t.text(), t.style(), width))
                .sum();
    }

    private double lineIndent(String line, Style style, double width) {
        double free = width - metrics.textWidth(line, style);
        return switch (style.align()) {
            case LEFT -> 0;
            case CENTER -> free / 2;
            case RIGHT -> free;
        };
    }

    private double setRow(Block.Row row) {
        if (isNote(row) && naturalRowWidth(row) > contentWidth()) return setStackedRow(row);
        double side = row.boxed() ? CELL_PADDING : 0;
        double[] widths = columnWidths(row);
        double tallest = 0;
        for (int i = 0; i < widths.length; i++) {
            var cell = row.cells().get(i);
            tallest =
                    Math.max(tallest, textHeight(cell.text(), cell.style(), widths[i] - 2 * side - columnGap(row, i)));
        }
        double above = row.boxed() ? 13 : 3;
        double height = tallest + 2 * above;
        double x = margin;
        for (int i = 0; i < widths.length; i++) {
            var cell = row.cells().get(i);
            // edges overlap, so that a line between two cells is as thick as the one around the table
            if (row.boxed())
                placed.add(new PlacedElement.PlacedBox(x - 1, -1, widths[i] + 2, height + 2, 2, cell.shaded()));
            double inner = widths[i] - 2 * side - columnGap(row, i);
            double free = row.boxed() ? tallest - textHeight(cell.text(), cell.style(), inner) : 0;
            placeText(new Block.Text(cell.text(), cell.style()), x + side, above + free / 2, inner);
            x += widths[i];
        }
        return height;
    }

    /// White between two columns that have no edges.
    private static double columnGap(Block.Row row, int column) {
        return row.boxed() || column == row.cells().size() - 1 ? 0 : 10;
    }

    /// Whether a row is two texts at the two edges of the paper, not a label and its value.
    private static boolean isNote(Block.Row row) {
        return !row.boxed()
                && row.cells().size() == 2
                && row.cells().getLast().style().align() == Style.Align.RIGHT;
    }

    private double naturalRowWidth(Block.Row row) {
        return naturalCellWidth(row.cells().getFirst())
                + columnGap(row, 0)
                + naturalCellWidth(row.cells().getLast());
    }

    /// Sets a note below its partner when it does not fit beside it.
    private double setStackedRow(Block.Row row) {
        double at = 3;
        for (var cell : row.cells())
            at += placeText(new Block.Text(cell.text(), cell.style()), margin, at, contentWidth());
        return at + 3;
    }

    /// Column widths follow the shares as long as the label fits. A label takes the width that it needs, up to half
    /// of the paper, before it breaks; a note at the right edge likewise.
    private double[] columnWidths(Block.Row row) {
        double[] widths = row.cells().stream()
                .mapToDouble(c -> contentWidth() * c.share() / 100.0)
                .toArray();
        if (row.boxed() || widths.length != 2) return widths;
        double first = naturalCellWidth(row.cells().getFirst()) + columnGap(row, 0);
        double last = naturalCellWidth(row.cells().getLast());
        if (isNote(row) && (first > widths[0] || last > widths[1])) return new double[] {contentWidth() - last, last};
        if (!isNote(row) && first > widths[0] && first <= contentWidth() / 2)
            return new double[] {first, contentWidth() - first};
        return widths;
    }

    private double naturalCellWidth(Block.Cell cell) {
        return Arrays.stream(Sheet.numbered(cell.text(), page, pages).split("\n", -1))
                .mapToDouble(line -> metrics.textWidth(line, cell.style()))
                .max()
                .orElse(0);
    }

    private double setRule(Block.Rule rule) {
        if (rule.kind() == Block.Rule.Kind.SPACE) return rule.height();
        double air = media.roll() ? 14 : 8;
        placed.add(new PlacedElement.PlacedLine(
                margin, air, contentWidth(), rule.height(), rule.kind() == Block.Rule.Kind.DASHED));
        return rule.height() + 2 * air;
    }

    private double setBand(Block.Band band) {
        double wide = contentWidth() - 32;
        boolean filled = band.kind() == Block.Band.Kind.FILLED;
        int inside = filled ? countBlackLines(band.lines(), wide) : band.lines().size();
        double lines = textHeight(band.lines().subList(0, inside), wide);
        double air = filled ? Math.clamp((maxBlackHeight() - lines) / 2, 4, 12) : 18;
        double height = lines + 2 * air;
        switch (band.kind()) {
            case FILLED -> placed.add(new PlacedElement.PlacedBox(margin, 0, contentWidth(), height, 0, false));
            case FRAME -> placed.add(new PlacedElement.PlacedBox(margin, 0, contentWidth(), height, 6, false));
            case DOUBLE_FRAME -> {
                placed.add(new PlacedElement.PlacedBox(margin, 0, contentWidth(), height, 4, false));
                placed.add(new PlacedElement.PlacedBox(margin + 7, 7, contentWidth() - 14, height - 14, 4, false));
            }
        }
        double at = air;
        for (int i = 0; i < band.lines().size(); i++) {
            if (i == inside) at = height + 4;
            var line = band.lines().get(i);
            at += placeText(line, margin + 16, at, wide, filled && i < inside, lineLeading(line.style()));
        }
        return Math.max(height, at);
    }

    private double maxBlackHeight() {
        return media.dotsPerInch() * BLACK_MILLIMETRES / 25.4;
    }

    /// How many lines fit into a black band; the rest stands below it on white.
    private int countBlackLines(List<Block.Text> lines, double wide) {
        int inside = lines.size();
        while (inside > 1 && textHeight(lines.subList(0, inside), wide) + 8 > maxBlackHeight()) inside--;
        return inside;
    }

    /// The quiet zone is four modules (ISO/IEC 18004); how large a module is, is known below 21
    /// modules an edge.
    private double setQrCode(Block.Qr qr) {
        double quiet = Math.ceil(qr.dots() * 4 / 21.0);
        double indent = Math.max(0, quiet - margin);
        double left = media.roll() ? indent : 0;
        double column = contentWidth() - left - qr.dots() - quiet;
        if (column < NARROWEST_BESIDE) return setQrCodeAbove(qr, quiet);
        double beside = textHeight(qr.beside(), column);
        double above = media.roll() ? quiet / 2 : 8;
        double height = Math.max(qr.dots() + 2 * above, beside);
        placed.add(new PlacedElement.PlacedQrCode(margin + left, (height - qr.dots()) / 2, qr.dots(), qr.content()));
        double at = (height - beside) / 2;
        for (var text : qr.beside()) at += placeText(text, margin + left + qr.dots() + quiet, at, column);
        return height;
    }

    private double setQrCodeAbove(Block.Qr qr, double quiet) {
        placed.add(new PlacedElement.PlacedQrCode(
                margin + (contentWidth() - qr.dots()) / 2, quiet / 2, qr.dots(), qr.content()));
        double at = qr.dots() + quiet * 1.5;
        for (var text : qr.beside()) {
            var middle = text.style().aligned(Style.Align.CENTER);
            at += placeText(new Block.Text(text.text(), middle), margin, at, contentWidth());
        }
        return at;
    }

    private double setPicture(Block.Picture picture) {
        placed.add(new PlacedElement.PlacedPicture(margin + (contentWidth() - picture.width()) / 2.0, 0, picture));
        return picture.height();
    }

    /// The seal stands over the middle of its lines, at the right edge.
    private double setSeal(Block.Seal seal) {
        double radius = media.dotsPerInch() * SEAL_MILLIMETRES / 25.4 / 2;
        double lines = textHeight(seal.lines(), contentWidth());
        double height = Math.max(2 * radius, lines);
        double at = (height - lines) / 2;
        for (var line : seal.lines()) at += placeText(line, margin, at, contentWidth());
        placed.add(new PlacedElement.PlacedSeal(
                margin + contentWidth() - radius - 14, height / 2, radius, seal.ring(), seal.foot()));
        return height;
    }
}
