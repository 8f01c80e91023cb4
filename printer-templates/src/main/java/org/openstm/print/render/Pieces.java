package org.openstm.print.render;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.openstm.print.Block;
import org.openstm.print.Media;
import org.openstm.print.Sheet;
import org.openstm.print.Style;
import org.openstm.print.typeset.Layout;

/// Sheet in pieces, for a printer that is reached through somebody else's library: pictures, lines of
/// characters, cuts.
public final class Pieces {
    /// One thing to print, top to bottom.
    public sealed interface Piece {
        /// @param image black and white, as wide as the paper
        record Dots(BufferedImage image) implements Piece {}

        /// @param runs side by side, padded to their place in cells of 12 dots
        /// @param scale 1 to 4 times as wide and high
        record Line(List<Run> runs, int scale) implements Piece {}

        /// The end of a paper.
        record Cut() implements Piece {}
    }

    /// @param text without control characters, whoever wrote it
    public record Run(String text, boolean bold) {}

    /// Stands for a character that a printer has not, as printers' offices have it (GB 2312, 0x222E).
    public static final String MISSING = "〓";

    private static final String NO_PICTURE = "（此处有图，这台打印机打不出）";
    private static final int YEN = 0xA5;
    private static final String WIDE_YEN = "￥";

    private final List<Piece> pieces = new ArrayList<>();
    private final List<Block> picture = new ArrayList<>();
    private final Sheet sheet;
    private final Predicate<String> printable;
    private final Grid grid;

    private Pieces(Sheet sheet, Predicate<String> printable) {
        this.sheet = sheet;
        this.printable = printable;
        this.grid = new Grid(sheet.media());
    }

    /// @param media the paper that is loaded
    /// @param printable whether the printer has every character of a text; what it has not goes as a picture
    /// @return pieces of which the last is a cut
    public static List<Piece> of(Sheet sheet, Media media, Predicate<String> printable) {
        var job = new Pieces(sheet.on(media), printable);
        job.sheet.unpaged().forEach(job::put);
        job.flush();
        if (job.pieces.isEmpty() || !(job.pieces.getLast() instanceof Piece.Cut)) job.pieces.add(new Piece.Cut());
        return List.copyOf(job.pieces);
    }

    /// The same for a printer that prints no pictures: letters and cuts only. A code is there as its text;
    /// a picture that nothing stands for is told in its place, and a character that the printer has not is
    /// [#MISSING].
    public static List<Piece> ofWords(Sheet sheet, Media media, Predicate<String> printable) {
        var job = new Pieces(sheet.on(media), printable);
        job.sheet.unpaged().forEach(job::putWords);
        if (job.pieces.isEmpty() || !(job.pieces.getLast() instanceof Piece.Cut)) job.pieces.add(new Piece.Cut());
        return List.copyOf(job.pieces);
    }

    private void putWords(Block block) {
        switch (block) {
            case Block.Cut _ -> pieces.add(new Piece.Cut());
            case Block.Text text -> words(text);
            case Block.Row row -> {
                var known = row.cells().stream()
                        .map(cell -> new Block.Cell(known(cell.text()), cell.style(), cell.share(), cell.shaded()))
                        .toList();
                var plain = new Block.Row(known, false);
                lines(grid.row(plain), Grid.largest(plain), false);
            }
            case Block.Band band -> band.lines().forEach(this::words);
            case Block.Qr qr -> {
                words(new Block.Text(qr.content(), Style.BODY));
                qr.beside().forEach(this::words);
            }
            case Block.Rule rule ->
                words(new Block.Text(
                        rule.kind() == Block.Rule.Kind.SPACE ? " " : "-".repeat(grid.width(Style.BODY)), Style.BODY));
            case Block.Picture _ -> words(new Block.Text(NO_PICTURE, Style.BODY));
            case Block.Seal seal -> {
                seal.lines().forEach(this::words);
                words(new Block.Text(seal.ring() + " " + seal.foot(), Style.BODY));
            }
        }
    }

    private void words(Block.Text text) {
        var known = new Block.Text(known(text.text()), text.style());
        lines(grid.text(known), text.style(), text.style().bold());
    }

    /// With what the printer has.
    private String known(String text) {
        if (printable.test(text)) return text;
        var known = new StringBuilder();
        text.codePoints().forEach(c -> {
            var letter = Character.toString(c);
            known.append(printable.test(letter) ? letter : c == YEN && printable.test(WIDE_YEN) ? WIDE_YEN : MISSING);
        });
        return known.toString();
    }

    private void put(Block block) {
        switch (block) {
            case Block.Cut _ -> {
                flush();
                pieces.add(new Piece.Cut());
            }
            case Block.Text text
            when printable.test(text.text()) ->
                lines(grid.text(text), text.style(), text.style().bold());
            case Block.Row row
            when !row.boxed() && row.cells().stream().allMatch(cell -> printable.test(cell.text())) ->
                lines(grid.row(row), Grid.largest(row), false);
            case Block.Text _, Block.Row _, Block.Qr _, Block.Rule _, Block.Band _, Block.Picture _, Block.Seal _ ->
                picture.add(block);
        }
    }

    private void lines(List<String> lines, Style style, boolean bold) {
        flush();
        for (var line : lines) pieces.add(new Piece.Line(runs(line, bold), Grid.scale(style)));
    }

    private static List<Run> runs(String line, boolean bold) {
        var runs = new ArrayList<Run>();
        boolean heavy = bold;
        int from = 0;
        while (from < line.length()) {
            int mark = line.indexOf(Grid.MARK, from);
            int end = mark < 0 ? line.length() : mark;
            if (end > from) runs.add(new Run(plain(line.substring(from, end)), heavy));
            if (mark < 0) break;
            heavy = bold || line.startsWith(Grid.HEAVY, mark);
            from = mark + Grid.HEAVY.length();
        }
        return List.copyOf(runs);
    }

    private static String plain(String text) {
        return text.replaceAll("\\p{Cc}", " ");
    }

    private void flush() {
        if (picture.isEmpty()) return;
        var part = new Sheet(sheet.title(), sheet.media(), picture);
        for (var page : Layout.of(part, Fonts.metrics())) pieces.add(new Piece.Dots(Painter.paint(page, false)));
        picture.clear();
    }
}
