package org.openstm.print.render;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.openstm.print.Block;
import org.openstm.print.Media;
import org.openstm.print.Sheet;
import org.openstm.print.Style;
import org.openstm.print.typeset.PageLayout;

/// Splits a sheet into pictures, lines of characters and cuts, for a printer that is driven by a third party's
/// library.
public final class SheetSegments {
    /// One thing to print, top to bottom.
    public sealed interface Segment {
        /// @param image black and white, as wide as the paper
        record PictureSegment(BufferedImage image) implements Segment {}

        /// @param runs side by side, padded to their place in cells of 12 dots
        /// @param scale 1 to 4 times as wide and high
        record TextSegment(List<TextRun> runs, int scale) implements Segment {}

        /// The end of a paper.
        record CutSegment() implements Segment {}
    }

    /// @param text without control characters
    public record TextRun(String text, boolean bold) {}

    /// Replaces a character that the printer lacks; the usual mark in print (GB 2312, 0x222E).
    public static final String MISSING = "〓";

    private static final String NO_PICTURE = "（此处有图，这台打印机打不出）";
    private static final int YEN = 0xA5;
    private static final String WIDE_YEN = "￥";

    private final List<Segment> pieces = new ArrayList<>();
    private final List<Block> picture = new ArrayList<>();
    private final Sheet sheet;
    private final Predicate<String> printable;
    private final CharacterGrid grid;

    private SheetSegments(Sheet sheet, Predicate<String> printable) {
        this.sheet = sheet;
        this.printable = printable;
        this.grid = new CharacterGrid(sheet.media());
    }

    /// @param media the paper that is loaded
    /// @param printable whether the printer has every character of a text; other text goes as a picture
    /// @return pieces of which the last is a cut
    public static List<Segment> toSegments(Sheet sheet, Media media, Predicate<String> printable) {
        var job = new SheetSegments(sheet.on(media), printable);
        job.sheet.unpaged().forEach(job::addBlock);
        job.flushPicture();
        if (job.pieces.isEmpty() || !(job.pieces.getLast() instanceof Segment.CutSegment))
            job.pieces.add(new Segment.CutSegment());
        return List.copyOf(job.pieces);
    }

    /// The same for a printer without graphics: letters and cuts only. A QR code is printed as its text; a picture
    /// without such a text is named in its place, and a character that the printer lacks is [#MISSING].
    public static List<Segment> toTextSegments(Sheet sheet, Media media, Predicate<String> printable) {
        var job = new SheetSegments(sheet.on(media), printable);
        job.sheet.unpaged().forEach(job::addBlockAsText);
        if (job.pieces.isEmpty() || !(job.pieces.getLast() instanceof Segment.CutSegment))
            job.pieces.add(new Segment.CutSegment());
        return List.copyOf(job.pieces);
    }

    private void addBlockAsText(Block block) {
        switch (block) {
            case Block.Cut _ -> pieces.add(new Segment.CutSegment());
            case Block.Text text -> addText(text);
            case Block.Row row -> {
                var known = row.cells().stream()
                        .map(cell ->
                                new Block.Cell(replaceMissing(cell.text()), cell.style(), cell.share(), cell.shaded()))
                        .toList();
                var plain = new Block.Row(known, false);
                addLines(grid.rowLines(plain), CharacterGrid.largestStyle(plain), false);
            }
            case Block.Band band -> band.lines().forEach(this::addText);
            case Block.Qr qr -> {
                addText(new Block.Text(qr.content(), Style.BODY));
                qr.beside().forEach(this::addText);
            }
            case Block.Rule rule ->
                addText(new Block.Text(
                        rule.kind() == Block.Rule.Kind.SPACE ? " " : "-".repeat(grid.lineWidth(Style.BODY)),
                        Style.BODY));
            case Block.Picture _ -> addText(new Block.Text(NO_PICTURE, Style.BODY));
            case Block.Seal seal -> {
                seal.lines().forEach(this::addText);
                addText(new Block.Text(seal.ring() + " " + seal.foot(), Style.BODY));
            }
        }
    }

    private void addText(Block.Text text) {
        var known = new Block.Text(replaceMissing(text.text()), text.style());
        addLines(grid.textLines(known), text.style(), text.style().bold());
    }

    private String replaceMissing(String text) {
        if (printable.test(text)) return text;
        var known = new StringBuilder();
        text.codePoints().forEach(c -> {
            var letter = Character.toString(c);
            known.append(printable.test(letter) ? letter : c == YEN && printable.test(WIDE_YEN) ? WIDE_YEN : MISSING);
        });
        return known.toString();
    }

    private void addBlock(Block block) {
        switch (block) {
            case Block.Cut _ -> {
                flushPicture();
                pieces.add(new Segment.CutSegment());
            }
            case Block.Text text
            when printable.test(text.text()) ->
                addLines(grid.textLines(text), text.style(), text.style().bold());
            case Block.Row row
            when !row.boxed() && row.cells().stream().allMatch(cell -> printable.test(cell.text())) ->
                addLines(grid.rowLines(row), CharacterGrid.largestStyle(row), false);
            case Block.Text _, Block.Row _, Block.Qr _, Block.Rule _, Block.Band _, Block.Picture _, Block.Seal _ ->
                picture.add(block);
        }
    }

    private void addLines(List<String> lines, Style style, boolean bold) {
        flushPicture();
        for (var line : lines) pieces.add(new Segment.TextSegment(toRuns(line, bold), CharacterGrid.lineScale(style)));
    }

    private static List<TextRun> toRuns(String line, boolean bold) {
        var runs = new ArrayList<TextRun>();
        boolean heavy = bold;
        int from = 0;
        while (from < line.length()) {
            int mark = line.indexOf(CharacterGrid.MARK, from);
            int end = mark < 0 ? line.length() : mark;
            if (end > from) runs.add(new TextRun(withoutControls(line.substring(from, end)), heavy));
            if (mark < 0) break;
            heavy = bold || line.startsWith(CharacterGrid.HEAVY, mark);
            from = mark + CharacterGrid.HEAVY.length();
        }
        return List.copyOf(runs);
    }

    private static String withoutControls(String text) {
        return text.replaceAll("\\p{Cc}", " ");
    }

    private void flushPicture() {
        if (picture.isEmpty()) return;
        var part = new Sheet(sheet.title(), sheet.media(), picture);
        for (var page : PageLayout.layOutSheet(part, PictureFonts.textMetrics()))
            pieces.add(new Segment.PictureSegment(PagePainter.paintPage(page, false)));
        picture.clear();
    }
}
