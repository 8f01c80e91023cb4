package org.openstm.print.render;

import java.util.ArrayList;
import java.util.List;
import org.openstm.print.Block;
import org.openstm.print.Media;
import org.openstm.print.Sheet;
import org.openstm.print.Style;
import org.openstm.print.typeset.LineBreaker;
import org.openstm.print.typeset.TextMetrics;

/// The cells of a printer that prints characters: 12 dots a Latin letter, 24 a Hanzi, times the
/// scale of the line.
///
/// A line has one scale, so a row is set at that of its largest cell. A value that is too long for
/// its column goes on below in the same column.
record CharacterGrid(Media media) {
    private static final int HANZI_DOTS = 24;
    private static final int CELL_DOTS = HANZI_DOTS / 2;

    /// `ESC E`; it stands within a line as letters do, in every character set.
    static final String MARK = "\u001BE";

    static final String HEAVY = MARK + "\u0001";

    private static final String LIGHT = MARK + "\u0000";
    private static final TextMetrics CELLS =
            (text, _) -> text.codePoints().map(CharacterGrid::cellCount).sum();

    private static int cellCount(int character) {
        return character < 0x80 ? 1 : 2;
    }

    private static int cellCount(String text) {
        return (int) CELLS.textWidth(text, Style.BODY);
    }

    static int lineScale(Style style) {
        return Math.clamp(Math.round(style.size() / (float) HANZI_DOTS - 0.2f), 1, 4);
    }

    static Style largestStyle(Block.Row row) {
        var largest = row.cells().getFirst().style();
        for (var cell : row.cells()) {
            if (cell.style().size() > largest.size())
                largest = largest.sized(cell.style().size());
            if (cell.style().bold()) largest = largest.heavy();
        }
        return largest;
    }

    int lineWidth(Style style) {
        return media.widthDots() / CELL_DOTS / lineScale(style);
    }

    List<String> textLines(Block.Text text) {
        int width = lineWidth(text.style());
        return LineBreaker.breakText(Sheet.numbered(text.text(), 1, 1), text.style(), width, CELLS).stream()
                .map(line -> padLine(line, text.style().align(), width).stripTrailing())
                .toList();
    }

    List<String> rowLines(Block.Row row) {
        if (isNote(row)
                && cellCount(row.cells().getFirst().text())
                                + cellCount(row.cells().getLast().text())
                        >= lineWidth(largestStyle(row))) return stackedLines(row);
        int[] widths = columnWidths(row);
        var columns = new ArrayList<List<String>>();
        for (int i = 0; i < widths.length; i++) {
            var cell = row.cells().get(i);
            columns.add(LineBreaker.breakText(
                    Sheet.numbered(cell.text(), 1, 1), cell.style(), innerWidth(widths, i), CELLS));
        }
        int height = columns.stream().mapToInt(List::size).max().orElse(0);
        var lines = new ArrayList<String>();
        for (int at = 0; at < height; at++) {
            var line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                boolean last = i == widths.length - 1;
                var style = row.cells().get(i).style();
                var words = at < columns.get(i).size() ? columns.get(i).get(at) : "";
                var cell = padLine(words, style.align(), innerWidth(widths, i));
                if (last) cell = cell.stripTrailing();
                line.append(style.bold() && !words.isEmpty() ? HEAVY + cell + LIGHT : cell);
                if (!last) line.append(' ');
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private static boolean isNote(Block.Row row) {
        return row.cells().size() == 2 && row.cells().getLast().style().align() == Style.Align.RIGHT;
    }

    private List<String> stackedLines(Block.Row row) {
        int width = lineWidth(largestStyle(row));
        var lines = new ArrayList<String>();
        for (var cell : row.cells())
            for (var line : LineBreaker.breakText(Sheet.numbered(cell.text(), 1, 1), cell.style(), width, CELLS)) {
                var placed = padLine(line, cell.style().align(), width).stripTrailing();
                lines.add(cell.style().bold() ? HEAVY + placed + LIGHT : placed);
            }
        return lines;
    }

    /// Width of a column without the blank cell between two columns.
    private static int innerWidth(int[] widths, int column) {
        return Math.max(2, column < widths.length - 1 ? widths[column] - 1 : widths[column]);
    }

    private int[] columnWidths(Block.Row row) {
        int all = lineWidth(largestStyle(row));
        int[] widths = new int[row.cells().size()];
        int edge = 0;
        int share = 0;
        for (int i = 0; i < widths.length; i++) {
            share += row.cells().get(i).share();
            widths[i] = all * share / 100 - edge;
            edge += widths[i];
        }
        if (widths.length == 2) {
            int first = cellCount(row.cells().getFirst().text()) + 1;
            int last = cellCount(row.cells().getLast().text());
            boolean note = isNote(row);
            if (note && (first > widths[0] || last > widths[1])) widths[0] = all - last;
            else if (!note && first > widths[0] && first <= all / 2) widths[0] = first;
            widths[1] = all - widths[0];
        }
        return widths;
    }

    private static String padLine(String line, Style.Align align, int width) {
        int free = Math.max(0, width - cellCount(line));
        int before = switch (align) {
            case LEFT -> 0;
            case CENTER -> free / 2;
            case RIGHT -> free;
        };
        return " ".repeat(before) + line + " ".repeat(free - before);
    }
}
