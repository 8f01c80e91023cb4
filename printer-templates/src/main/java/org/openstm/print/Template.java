package org.openstm.print;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// A document with gaps. A gap is written `{name}`; a piece may stand under `when: name` (only if that field has a
/// text) or under `each: table` (once for each row, whose columns fill the gaps). The gaps `{page}` and `{pages}`
/// are filled when the pages are laid out.
///
/// @param id path below the templates folder without its ending, for example `receipt/accepted`
/// @param example field values for `stm print --example`, invented
public record Template(String id, String title, Media media, Form form, List<Piece> pieces, Fields example) {
    /// @param when field that must have a text, or empty
    /// @param each table whose rows repeat the piece, or empty
    public record Piece(String when, String each, Shape shape) {}

    /// The [Stationery] with gaps.
    public record Form(boolean waves, String watermark, List<Piece> head, List<Piece> foot) {
        public Form {
            head = List.copyOf(head);
            foot = List.copyOf(foot);
        }
    }

    /// Makes the block of a piece from the texts that fill its gaps.
    @FunctionalInterface
    public interface Shape {
        Block block(Gaps gaps);
    }

    /// Fills the gaps of one text.
    @FunctionalInterface
    public interface Gaps {
        String fill(String text);
    }

    public Template {
        pieces = List.copyOf(pieces);
    }

    /// @throws IllegalArgumentException when a gap or a table has no field: an incomplete document must never be
    ///     printed
    public Sheet fill(Fields fields) {
        var stationery = new Stationery(
                form.waves(),
                fillText(form.watermark(), fields.texts()),
                fillPieces(form.head(), fields),
                fillPieces(form.foot(), fields));
        return new Sheet(title, media, stationery, fillPieces(pieces, fields));
    }

    /// The texts without which [#fill] refuses: the gaps of pieces that are always printed, those of tables
    /// left out.
    public Set<String> requiredTexts() {
        var names = new TreeSet<String>();
        addGaps(form.watermark(), names);
        for (var each : List.of(form.head(), form.foot(), pieces))
            for (var piece : each)
                if (piece.when().isEmpty() && piece.each().isEmpty())
                    piece.shape().block(text -> addGaps(text, names));
        names.removeAll(Set.of("page", "pages"));
        return names;
    }

    private static String addGaps(String text, Set<String> names) {
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', open + 1))
            names.add(text.substring(open + 1, text.indexOf('}', open)));
        return text;
    }

    private List<Block> fillPieces(List<Piece> from, Fields fields) {
        var blocks = new ArrayList<Block>();
        for (var piece : from) {
            if (!piece.when().isEmpty() && fields.text(piece.when()).isEmpty()) continue;
            if (piece.each().isEmpty()) {
                blocks.add(piece.shape().block(text -> fillText(text, fields.texts())));
                continue;
            }
            if (!fields.tables().containsKey(piece.each()))
                throw new IllegalArgumentException("template " + id + ": table '" + piece.each() + "' is missing");
            for (var row : fields.table(piece.each())) blocks.add(piece.shape().block(text -> fillText(text, row)));
        }
        return blocks;
    }

    private String fillText(String text, Map<String, String> values) {
        var filled = new StringBuilder();
        int from = 0;
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', from)) {
            int close = text.indexOf('}', open);
            filled.append(text, from, open).append(gapValue(text.substring(open + 1, close), values));
            from = close + 1;
        }
        return filled.append(text.substring(from)).toString();
    }

    private String gapValue(String name, Map<String, String> values) {
        if (name.equals("page")) return Sheet.PAGE;
        if (name.equals("pages")) return Sheet.PAGES;
        var value = values.get(name);
        if (value == null) throw new IllegalArgumentException("template " + id + ": field '" + name + "' is missing");
        // only a template may place a page number
        return value.replace(Sheet.PAGE, " ").replace(Sheet.PAGES, " ");
    }
}
