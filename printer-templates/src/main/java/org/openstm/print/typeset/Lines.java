package org.openstm.print.typeset;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openstm.print.Style;

/// Breaks a paragraph into lines.
///
/// CJK text breaks between any two characters, but no line begins with a closing mark or ends with an opening one
/// (GB/T 15834); Latin words and numbers stay whole unless one alone is wider than the column.
public final class Lines {
    private static final String NOT_FIRST = "，。、；：？！）》」』】〕”’…—·,.;:?!)]}%℃";
    private static final String NOT_LAST = "（《「『【〔“‘([{¥￥$";

    private Lines() {}

    public static List<String> of(String text, Style style, double width, Metrics metrics) {
        var lines = new ArrayList<String>();
        for (var paragraph : text.split("\n", -1)) breakInto(lines, paragraph, style, width, metrics);
        return List.copyOf(lines);
    }

    private static void breakInto(List<String> lines, String paragraph, Style style, double width, Metrics metrics) {
        var line = new StringBuilder();
        for (var piece : pieces(paragraph)) {
            if (line.isEmpty() && piece.isBlank() && !lines.isEmpty()) continue;
            if (metrics.width((line + piece).stripTrailing(), style) <= width || line.isEmpty()) {
                line.append(piece);
            } else {
                lines.add(line.toString().stripTrailing());
                line.setLength(0);
                if (!piece.isBlank()) line.append(piece);
            }
            while (metrics.width(line.toString().stripTrailing(), style) > width
                    && line.codePointCount(0, line.length()) > 1) lines.add(cut(line, style, width, metrics));
        }
        lines.add(line.toString().stripTrailing());
    }

    /// Takes as many characters off the front as fit, at least one.
    private static String cut(StringBuilder line, Style style, double width, Metrics metrics) {
        int end = line.offsetByCodePoints(0, 1);
        while (end < line.length()) {
            int next = line.offsetByCodePoints(end, 1);
            if (metrics.width(line.substring(0, next), style) > width) break;
            end = next;
        }
        var head = line.substring(0, end);
        line.delete(0, end);
        return head;
    }

    /// The pieces that must not be torn: a CJK character with the marks that cling to it, or a Latin word.
    private static List<String> pieces(String text) {
        var pieces = new ArrayList<String>();
        var graphemes = BreakIterator.getCharacterInstance(Locale.ROOT);
        graphemes.setText(text);
        var piece = new StringBuilder();
        int from = graphemes.first();
        String before = "";
        for (int to = graphemes.next(); to != BreakIterator.DONE; from = to, to = graphemes.next()) {
            var now = text.substring(from, to);
            if (!piece.isEmpty() && breaks(before, now)) {
                pieces.add(piece.toString());
                piece.setLength(0);
            }
            piece.append(now);
            before = now;
        }
        if (!piece.isEmpty()) pieces.add(piece.toString());
        return pieces;
    }

    private static boolean breaks(String before, String now) {
        if (NOT_FIRST.contains(now) || NOT_LAST.contains(before)) return false;
        if (before.isBlank()) return !now.isBlank();
        if (now.isBlank()) return false;
        return wide(before) || wide(now);
    }

    private static boolean wide(String grapheme) {
        int character = grapheme.codePointAt(0);
        return Character.isIdeographic(character)
                || character >= 0x3000 && character <= 0x30FF
                || character >= 0xFF00 && character <= 0xFFEF
                || "，。、；：？！）》」』】（《「『【“”‘’…—".indexOf(character) >= 0;
    }
}
