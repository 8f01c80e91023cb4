package org.openstm.print.typeset;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openstm.print.Style;

/// Breaks a paragraph into lines.
///
/// CJK text breaks between any two characters, but no line begins with a closing mark or ends with
/// an opening one (GB/T 15834), and a number keeps its unit; Yi breaks like it, Tibetan after a
/// tsheg or a shad. Latin words and numbers stay whole unless one alone is wider than the column.
/// White space at a break is dropped, nothing else.
public final class LineBreaker {
    private static final String NOT_FIRST = "，。、；：？！）》」』】〕”’…—·,.;:?!)]}%℃་།";
    private static final String NOT_LAST = "（《「『【〔“‘([{¥￥$";
    private static final String UNITS = "年月日时分秒元号个份页岁";

    private LineBreaker() {}

    public static List<String> breakText(String text, Style style, double width, TextMetrics metrics) {
        var lines = new ArrayList<String>();
        for (var paragraph : text.split("\n", -1)) lines.addAll(breakParagraph(paragraph, style, width, metrics));
        return List.copyOf(lines);
    }

    private static List<String> breakParagraph(String paragraph, Style style, double width, TextMetrics metrics) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (var piece : splitUnbreakable(paragraph)) {
            if (line.isEmpty() && piece.isBlank() && !lines.isEmpty()) continue;
            if (line.isEmpty() || metrics.textWidth((line + piece).stripTrailing(), style) <= width) {
                line.append(piece);
            } else {
                lines.add(line.toString().stripTrailing());
                line.setLength(0);
                if (!piece.isBlank()) line.append(piece);
            }
            while (metrics.textWidth(line.toString().stripTrailing(), style) > width) {
                int cut = fittingLength(line.toString(), style, width, metrics);
                if (cut == line.length()) break;
                lines.add(line.substring(0, cut).stripTrailing());
                line.delete(0, cut);
            }
        }
        if (lines.isEmpty() || !line.toString().isBlank())
            lines.add(line.toString().stripTrailing());
        return lines;
    }

    /// Length of the longest prefix that fits, in whole graphemes and at least one.
    private static int fittingLength(String line, Style style, double width, TextMetrics metrics) {
        var graphemes = BreakIterator.getCharacterInstance(Locale.ROOT);
        graphemes.setText(line);
        int end = graphemes.following(0);
        for (int next = graphemes.next(); next != BreakIterator.DONE; next = graphemes.next()) {
            if (metrics.textWidth(line.substring(0, next), style) > width) break;
            end = next;
        }
        return end;
    }

    /// The unbreakable pieces: a CJK character with the marks attached to it, or a Latin word.
    private static List<String> splitUnbreakable(String text) {
        var pieces = new ArrayList<String>();
        var graphemes = BreakIterator.getCharacterInstance(Locale.ROOT);
        graphemes.setText(text);
        var piece = new StringBuilder();
        int from = graphemes.first();
        String before = "";
        for (int to = graphemes.next(); to != BreakIterator.DONE; from = to, to = graphemes.next()) {
            var now = text.substring(from, to);
            if (!piece.isEmpty() && isBreakAllowed(before, now)) {
                pieces.add(piece.toString());
                piece.setLength(0);
            }
            piece.append(now);
            before = now;
        }
        if (!piece.isEmpty()) pieces.add(piece.toString());
        return pieces;
    }

    private static boolean isBreakAllowed(String before, String now) {
        if (NOT_FIRST.contains(now) || NOT_LAST.contains(before)) return false;
        if (before.isBlank()) return !now.isBlank();
        if (now.isBlank()) return false;
        if (Character.isDigit(before.codePointAt(0)) && UNITS.contains(now)) return false;
        return isWide(before) || isWide(now) || before.endsWith("་") || before.endsWith("།");
    }

    private static boolean isWide(String grapheme) {
        int character = grapheme.codePointAt(0);
        return Character.isIdeographic(character)
                || character >= 0x3000 && character <= 0x30FF
                || character >= 0xA000 && character <= 0xA4CF
                || character >= 0xFF00 && character <= 0xFFEF
                || "，。、；：？！）》」』】（《「『【“”‘’…—".indexOf(character) >= 0;
    }
}
