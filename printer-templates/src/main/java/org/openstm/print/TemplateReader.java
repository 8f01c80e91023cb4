package org.openstm.print;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Reads one template from YAML. An unknown key is refused, so that a typing error does not lose a line on paper.
final class TemplateReader {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Set<String> TEXT_KEYS = Set.of("text", "size", "bold", "align", "face");

    private final String id;
    private Style usual = Style.BODY;

    TemplateReader(String id) {
        this.id = id;
    }

    Template readTemplate(InputStream yaml) {
        try {
            return toTemplate(YAML.readTree(yaml));
        } catch (JacksonException notYaml) {
            var where = notYaml.getLocation() == null
                    ? ""
                    : "line " + notYaml.getLocation().getLineNr() + ": ";
            throw new IllegalArgumentException("template " + id + ": " + where + notYaml.getOriginalMessage(), notYaml);
        }
    }

    private Template toTemplate(JsonNode root) {
        requireKnownKeys(root, Set.of("title", "media", "text", "page", "blocks", "example"));
        if (root.has("text")) {
            requireKnownKeys(root.path("text"), Set.of("size", "bold", "align", "face"));
            usual = readStyle(root.path("text"));
        }
        var pieces = readPieces(root.path("blocks"));
        if (pieces.isEmpty()) throw templateError("no blocks");
        return new Template(
                id,
                root.path("title").asString(id),
                Media.named(root.path("media").asString("thermal-80")),
                readPageForm(root.path("page")),
                pieces,
                readExample(root.path("example")));
    }

    private Template.Form readPageForm(JsonNode node) {
        requireKnownKeys(node, Set.of("waves", "watermark", "head", "foot"));
        return new Template.Form(
                node.path("waves").asBoolean(false),
                readGapText(node.path("watermark")),
                readPieces(node.path("head")),
                readPieces(node.path("foot")));
    }

    private static Fields readExample(JsonNode node) {
        var texts = new LinkedHashMap<String, String>();
        var tables = new LinkedHashMap<String, List<Map<String, String>>>();
        for (var entry : node.properties()) {
            if (entry.getValue().isArray()) tables.put(entry.getKey(), readTableRows(entry.getValue()));
            else texts.put(entry.getKey(), entry.getValue().asString());
        }
        return new Fields(texts, tables);
    }

    private static List<Map<String, String>> readTableRows(JsonNode array) {
        var rows = new ArrayList<Map<String, String>>();
        for (var row : array) {
            var columns = new LinkedHashMap<String, String>();
            for (var entry : row.properties())
                columns.put(entry.getKey(), entry.getValue().asString());
            rows.add(columns);
        }
        return rows;
    }

    private List<Template.Piece> readPieces(JsonNode array) {
        var pieces = new ArrayList<Template.Piece>();
        for (var node : array)
            pieces.add(new Template.Piece(
                    node.path("when").asString(""), node.path("each").asString(""), readShape(node)));
        return pieces;
    }

    private Template.Shape readShape(JsonNode node) {
        if (node.has("text")) {
            requireKnownKeys(node, withKeys(TEXT_KEYS, "when", "each"));
            var text = readText(node);
            return gaps -> fillGaps(text, gaps);
        }
        if (node.has("row")) {
            requireKnownKeys(node, Set.of("row", "boxed", "heading", "when", "each"));
            return readRow(node);
        }
        if (node.has("band")) {
            requireKnownKeys(node, Set.of("band", "lines", "when"));
            var kind = readChoice(Block.Band.Kind.class, node.path("band"), "");
            var lines = readTexts(node.path("lines"));
            return gaps -> new Block.Band(kind, fillGaps(lines, gaps));
        }
        if (node.has("rule")) {
            requireKnownKeys(node, Set.of("rule", "height", "when"));
            var rule = new Block.Rule(
                    readChoice(Block.Rule.Kind.class, node.path("rule"), ""), readNumber(node.path("height"), 3));
            return _ -> rule;
        }
        if (node.has("qr")) {
            requireKnownKeys(node, Set.of("qr", "dots", "beside", "when"));
            var content = readGapText(node.path("qr"));
            int dots = readNumber(node.path("dots"), 190);
            var beside = readTexts(node.path("beside"));
            return gaps -> new Block.Qr(gaps.fill(content), dots, fillGaps(beside, gaps));
        }
        if (node.has("seal")) {
            requireKnownKeys(node, Set.of("seal", "foot", "lines", "when"));
            var ring = readGapText(node.path("seal"));
            var foot = readGapText(node.path("foot"));
            var lines = readTexts(node.path("lines"));
            return gaps -> new Block.Seal(gaps.fill(ring), gaps.fill(foot), fillGaps(lines, gaps));
        }
        if (node.has("cut")) {
            requireKnownKeys(node, Set.of("cut", "when"));
            return _ -> new Block.Cut();
        }
        throw templateError("unknown block with keys " + node.propertyNames());
    }

    private Template.Shape readRow(JsonNode node) {
        var cells = new ArrayList<Block.Cell>();
        for (var cell : node.path("row")) {
            requireKnownKeys(cell, withKeys(TEXT_KEYS, "share", "shaded"));
            cells.add(new Block.Cell(
                    readGapText(cell.path("text")),
                    readStyle(cell),
                    readNumber(cell.path("share"), 0),
                    cell.path("shaded").asBoolean(false)));
        }
        if (cells.stream().mapToInt(Block.Cell::share).sum() != 100)
            throw templateError("the shares of a row must add up to 100");
        boolean boxed = node.path("boxed").asBoolean(false);
        boolean heading = node.path("heading").asBoolean(false);
        return gaps -> new Block.Row(
                cells.stream()
                        .map(c -> new Block.Cell(gaps.fill(c.text()), c.style(), c.share(), c.shaded()))
                        .toList(),
                boxed,
                heading);
    }

    private Block.Text readText(JsonNode node) {
        return new Block.Text(readGapText(node.path("text")), readStyle(node));
    }

    private List<Block.Text> readTexts(JsonNode array) {
        var texts = new ArrayList<Block.Text>();
        for (var one : array) {
            requireKnownKeys(one, TEXT_KEYS);
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

    private Style readStyle(JsonNode node) {
        return new Style(
                readNumber(node.path("size"), usual.size()),
                node.path("bold").asBoolean(usual.bold()),
                readChoice(Style.Align.class, node.path("align"), usual.align().name()),
                readChoice(Style.Face.class, node.path("face"), usual.face().name()));
    }

    /// Reads a text and checks that its braces come in pairs around names.
    private String readGapText(JsonNode node) {
        var text = node.asString("");
        var rest = text.replaceAll("\\{[a-zA-Z][a-zA-Z0-9]*}", "");
        if (rest.indexOf('{') >= 0 || rest.indexOf('}') >= 0)
            throw templateError("a gap is written {name}: '" + text + "'");
        return text;
    }

    private int readNumber(JsonNode node, int usually) {
        if (node.isMissingNode()) return usually;
        if (!node.isIntegralNumber()) throw templateError("not a whole number: " + node);
        return node.asInt();
    }

    private <E extends Enum<E>> E readChoice(Class<E> kind, JsonNode node, String usually) {
        var name = node.asString(usually).toUpperCase(Locale.ROOT).replace('-', '_');
        for (E one : kind.getEnumConstants()) if (one.name().equals(name)) return one;
        throw templateError("'" + node.asString("") + "' is none of " + List.of(kind.getEnumConstants()));
    }

    private static Set<String> withKeys(Set<String> keys, String... more) {
        var all = new HashSet<>(keys);
        all.addAll(List.of(more));
        return all;
    }

    private void requireKnownKeys(JsonNode node, Set<String> keys) {
        for (var key : node.propertyNames())
            if (!keys.contains(key)) throw templateError("unknown key '" + key + "', known are " + keys);
    }

    private IllegalArgumentException templateError(String what) {
        return new IllegalArgumentException("template " + id + ": " + what);
    }
}
