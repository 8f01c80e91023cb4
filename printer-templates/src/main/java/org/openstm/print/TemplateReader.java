package org.openstm.print;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.openstm.yaml.YamlNode;
import org.openstm.yaml.YamlSource;

/// Reads one template from YAML. An unknown key is refused, so that a typing error does not lose a line on paper.
final class TemplateReader {
    private static final Set<String> TEXT_KEYS = Set.of("text", "size", "bold", "align", "face");

    private final String id;
    private Style usual = Style.BODY;

    TemplateReader(String id) {
        this.id = id;
    }

    Template readTemplate(InputStream yaml) {
        return toTemplate(YamlSource.ofStream("template " + id, yaml).parseRoot());
    }

    private Template toTemplate(YamlNode root) {
        root.requireKnownKeys(Set.of("title", "media", "text", "page", "blocks", "example"));
        if (root.has("text")) {
            root.path("text").requireKnownKeys(Set.of("size", "bold", "align", "face"));
            usual = readStyle(root.path("text"));
        }
        var pieces = readPieces(root.path("blocks"));
        if (pieces.isEmpty()) throw root.path("blocks").toError("no blocks");
        var media = root.path("media");
        return new Template(
                id,
                root.path("title").asString(id),
                media.readLocated(() -> Media.named(media.asString("thermal-80"))),
                readPageForm(root.path("page")),
                pieces,
                readExample(root.path("example")));
    }

    private Template.Form readPageForm(YamlNode node) {
        node.requireKnownKeys(Set.of("waves", "watermark", "head", "foot"));
        return new Template.Form(
                node.path("waves").asBoolean(false),
                readGapText(node.path("watermark")),
                readPieces(node.path("head")),
                readPieces(node.path("foot")));
    }

    private static Fields readExample(YamlNode node) {
        var texts = new LinkedHashMap<String, String>();
        var tables = new LinkedHashMap<String, List<Map<String, String>>>();
        for (var entry : node.properties()) {
            if (entry.getValue().isArray()) tables.put(entry.getKey(), readTableRows(entry.getValue()));
            else texts.put(entry.getKey(), entry.getValue().asString());
        }
        return new Fields(texts, tables);
    }

    private static List<Map<String, String>> readTableRows(YamlNode array) {
        var rows = new ArrayList<Map<String, String>>();
        for (var row : array) {
            var columns = new LinkedHashMap<String, String>();
            for (var entry : row.properties())
                columns.put(entry.getKey(), entry.getValue().asString());
            rows.add(columns);
        }
        return rows;
    }

    private List<Template.Piece> readPieces(YamlNode array) {
        var pieces = new ArrayList<Template.Piece>();
        for (var node : array)
            pieces.add(new Template.Piece(
                    node.path("when").asString(""), node.path("each").asString(""), readShape(node)));
        return pieces;
    }

    private Template.Shape readShape(YamlNode node) {
        if (node.has("text")) {
            node.requireKnownKeys(withKeys(TEXT_KEYS, "when", "each"));
            var text = readText(node);
            return gaps -> fillGaps(text, gaps);
        }
        if (node.has("row")) {
            node.requireKnownKeys(Set.of("row", "boxed", "heading", "when", "each"));
            return readRow(node);
        }
        if (node.has("band")) {
            node.requireKnownKeys(Set.of("band", "lines", "when"));
            var kind = readChoice(Block.Band.Kind.class, node.path("band"), "");
            var lines = readTexts(node.path("lines"));
            return gaps -> new Block.Band(kind, fillGaps(lines, gaps));
        }
        if (node.has("rule")) {
            node.requireKnownKeys(Set.of("rule", "height", "when"));
            var rule = new Block.Rule(
                    readChoice(Block.Rule.Kind.class, node.path("rule"), ""),
                    node.path("height").asInt(3));
            return _ -> rule;
        }
        if (node.has("qr")) {
            node.requireKnownKeys(Set.of("qr", "dots", "beside", "when"));
            var content = readGapText(node.path("qr"));
            int dots = node.path("dots").asInt(190);
            var beside = readTexts(node.path("beside"));
            return gaps -> new Block.Qr(gaps.fill(content), dots, fillGaps(beside, gaps));
        }
        if (node.has("seal")) {
            node.requireKnownKeys(Set.of("seal", "foot", "lines", "when"));
            var ring = readGapText(node.path("seal"));
            var foot = readGapText(node.path("foot"));
            var lines = readTexts(node.path("lines"));
            return gaps -> new Block.Seal(gaps.fill(ring), gaps.fill(foot), fillGaps(lines, gaps));
        }
        if (node.has("cut")) {
            node.requireKnownKeys(Set.of("cut", "when"));
            return _ -> new Block.Cut();
        }
        throw node.toError("unknown block with keys " + node.propertyNames());
    }

    private Template.Shape readRow(YamlNode node) {
        var cells = new ArrayList<Block.Cell>();
        for (var cell : node.path("row")) {
            cell.requireKnownKeys(withKeys(TEXT_KEYS, "share", "shaded"));
            cells.add(new Block.Cell(
                    readGapText(cell.path("text")),
                    readStyle(cell),
                    cell.path("share").asInt(0),
                    cell.path("shaded").asBoolean(false)));
        }
        if (cells.stream().mapToInt(Block.Cell::share).sum() != 100)
            throw node.path("row").toError("the shares of a row must add up to 100");
        boolean boxed = node.path("boxed").asBoolean(false);
        boolean heading = node.path("heading").asBoolean(false);
        return gaps -> new Block.Row(
                cells.stream()
                        .map(c -> new Block.Cell(gaps.fill(c.text()), c.style(), c.share(), c.shaded()))
                        .toList(),
                boxed,
                heading);
    }

    private Block.Text readText(YamlNode node) {
        return new Block.Text(readGapText(node.path("text")), readStyle(node));
    }

    private List<Block.Text> readTexts(YamlNode array) {
        var texts = new ArrayList<Block.Text>();
        for (var one : array) {
            one.requireKnownKeys(TEXT_KEYS);
            texts.add(readText(one));
        }
        return texts;
    }

    private static Block.Text fillGaps(Block.Text text, Template.Gaps gaps) {
        return new Block.Text(gaps.fill(text.text()), text.style());
    }

    private static List<Block.Text> fillGaps(List<Block.Text> texts, Template.Gaps gaps) {
        return texts.stream().map(t -> fillGaps(t, gaps)).toList();
    }

    private Style readStyle(YamlNode node) {
        int size = node.path("size").asInt(usual.size());
        boolean bold = node.path("bold").asBoolean(usual.bold());
        var align =
                readChoice(Style.Align.class, node.path("align"), usual.align().name());
        var face = readChoice(Style.Face.class, node.path("face"), usual.face().name());
        return node.readLocated(() -> new Style(size, bold, align, face));
    }

    /// Reads a text and checks that its braces come in pairs around names.
    private static String readGapText(YamlNode node) {
        var text = node.asString("");
        var rest = text.replaceAll("\\{[a-zA-Z][a-zA-Z0-9]*}", "");
        if (rest.indexOf('{') >= 0 || rest.indexOf('}') >= 0)
            throw node.toError("a gap is written {name}: '" + text + "'");
        return text;
    }

    private static <E extends Enum<E>> E readChoice(Class<E> kind, YamlNode node, String usually) {
        var name = node.asString(usually).toUpperCase(Locale.ROOT).replace('-', '_');
        for (E one : kind.getEnumConstants()) if (one.name().equals(name)) return one;
        throw node.toError("'" + node.asString("") + "' is none of " + List.of(kind.getEnumConstants()));
    }

    private static Set<String> withKeys(Set<String> keys, String... more) {
        var all = new HashSet<>(keys);
        all.addAll(List.of(more));
        return all;
    }
}
