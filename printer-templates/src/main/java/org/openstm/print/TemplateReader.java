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

/// Reads one template from YAML. Every key is known or refused, so that a slip of the pen does not
/// lose a line on paper.
final class TemplateReader {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Set<String> TEXT_KEYS = Set.of("text", "size", "bold", "align", "face");

    private final String id;
    private Style usual = Style.BODY;

    TemplateReader(String id) {
        this.id = id;
    }

    Template read(InputStream yaml) {
        try {
            return template(YAML.readTree(yaml));
        } catch (JacksonException notYaml) {
            var where = notYaml.getLocation() == null
                    ? ""
                    : "line " + notYaml.getLocation().getLineNr() + ": ";
            throw new IllegalArgumentException("template " + id + ": " + where + notYaml.getOriginalMessage(), notYaml);
        }
    }

    private Template template(JsonNode root) {
        only(root, Set.of("title", "media", "text", "page", "blocks", "example"));
        if (root.has("text")) {
            only(root.path("text"), Set.of("size", "bold", "align", "face"));
            usual = style(root.path("text"));
        }
        var pieces = pieces(root.path("blocks"));
        if (pieces.isEmpty()) throw wrong("no blocks");
        return new Template(
                id,
                root.path("title").asString(id),
                Media.named(root.path("media").asString("thermal-80")),
                form(root.path("page")),
                pieces,
                example(root.path("example")));
    }

    private Template.Form form(JsonNode node) {
        only(node, Set.of("waves", "watermark", "head", "foot"));
        return new Template.Form(
                node.path("waves").asBoolean(false),
                words(node.path("watermark")),
                pieces(node.path("head")),
                pieces(node.path("foot")));
    }

    private static Fields example(JsonNode node) {
        var texts = new LinkedHashMap<String, String>();
        var tables = new LinkedHashMap<String, List<Map<String, String>>>();
        for (var entry : node.properties()) {
            if (entry.getValue().isArray()) tables.put(entry.getKey(), rows(entry.getValue()));
            else texts.put(entry.getKey(), entry.getValue().asString());
        }
        return new Fields(texts, tables);
    }

    private static List<Map<String, String>> rows(JsonNode array) {
        var rows = new ArrayList<Map<String, String>>();
        for (var row : array) {
            var columns = new LinkedHashMap<String, String>();
            for (var entry : row.properties())
                columns.put(entry.getKey(), entry.getValue().asString());
            rows.add(columns);
        }
        return rows;
    }

    private List<Template.Piece> pieces(JsonNode array) {
        var pieces = new ArrayList<Template.Piece>();
        for (var node : array)
            pieces.add(new Template.Piece(
                    node.path("when").asString(""), node.path("each").asString(""), shape(node)));
        return pieces;
    }

    private Template.Shape shape(JsonNode node) {
        if (node.has("text")) {
            only(node, plus(TEXT_KEYS, "when", "each"));
            var text = text(node);
            return gaps -> filled(text, gaps);
        }
        if (node.has("row")) {
            only(node, Set.of("row", "boxed", "heading", "when", "each"));
            return row(node);
        }
        if (node.has("band")) {
            only(node, Set.of("band", "lines", "when"));
            var kind = choice(Block.Band.Kind.class, node.path("band"), "");
            var lines = texts(node.path("lines"));
            return gaps -> new Block.Band(kind, filled(lines, gaps));
        }
        if (node.has("rule")) {
            only(node, Set.of("rule", "height", "when"));
            var rule = new Block.Rule(
                    choice(Block.Rule.Kind.class, node.path("rule"), ""), number(node.path("height"), 3));
            return _ -> rule;
        }
        if (node.has("qr")) {
            only(node, Set.of("qr", "dots", "beside", "when"));
            var content = words(node.path("qr"));
            int dots = number(node.path("dots"), 190);
            var beside = texts(node.path("beside"));
            return gaps -> new Block.Qr(gaps.fill(content), dots, filled(beside, gaps));
        }
        if (node.has("seal")) {
            only(node, Set.of("seal", "foot", "lines", "when"));
            var ring = words(node.path("seal"));
            var foot = words(node.path("foot"));
            var lines = texts(node.path("lines"));
            return gaps -> new Block.Seal(gaps.fill(ring), gaps.fill(foot), filled(lines, gaps));
        }
        if (node.has("cut")) {
            only(node, Set.of("cut", "when"));
            return _ -> new Block.Cut();
        }
        throw wrong("unknown block with keys " + node.propertyNames());
    }

    private Template.Shape row(JsonNode node) {
        var cells = new ArrayList<Block.Cell>();
        for (var cell : node.path("row")) {
            only(cell, plus(TEXT_KEYS, "share", "shaded"));
            cells.add(new Block.Cell(
                    words(cell.path("text")),
                    style(cell),
                    number(cell.path("share"), 0),
                    cell.path("shaded").asBoolean(false)));
        }
        if (cells.stream().mapToInt(Block.Cell::share).sum() != 100)
            throw wrong("the shares of a row must add up to 100");
        boolean boxed = node.path("boxed").asBoolean(false);
        boolean heading = node.path("heading").asBoolean(false);
        return gaps -> new Block.Row(
                cells.stream()
                        .map(c -> new Block.Cell(gaps.fill(c.text()), c.style(), c.share(), c.shaded()))
                        .toList(),
                boxed,
                heading);
    }

    private Block.Text text(JsonNode node) {
        return new Block.Text(words(node.path("text")), style(node));
    }

    private List<Block.Text> texts(JsonNode array) {
        var texts = new ArrayList<Block.Text>();
        for (var one : array) {
            only(one, TEXT_KEYS);
            texts.add(text(one));
        }
        return texts;
    }

    private static Block.Text filled(Block.Text text, Template.Gaps gaps) {
        return new Block.Text(gaps.fill(text.text()), text.style());
    }

    private static List<Block.Text> filled(List<Block.Text> texts, Template.Gaps gaps) {
        return texts.stream().map(t -> filled(t, gaps)).toList();
    }

    private Style style(JsonNode node) {
        return new Style(
                number(node.path("size"), usual.size()),
                node.path("bold").asBoolean(usual.bold()),
                choice(Style.Align.class, node.path("align"), usual.align().name()),
                choice(Style.Face.class, node.path("face"), usual.face().name()));
    }

    /// A text, its braces in pairs around names.
    private String words(JsonNode node) {
        var text = node.asString("");
        var rest = text.replaceAll("\\{[a-zA-Z][a-zA-Z0-9]*}", "");
        if (rest.indexOf('{') >= 0 || rest.indexOf('}') >= 0) throw wrong("a gap is written {name}: '" + text + "'");
        return text;
    }

    private int number(JsonNode node, int usually) {
        if (node.isMissingNode()) return usually;
        if (!node.isIntegralNumber()) throw wrong("not a whole number: " + node);
        return node.asInt();
    }

    private <E extends Enum<E>> E choice(Class<E> kind, JsonNode node, String usually) {
        var name = node.asString(usually).toUpperCase(Locale.ROOT).replace('-', '_');
        for (E one : kind.getEnumConstants()) if (one.name().equals(name)) return one;
        throw wrong("'" + node.asString("") + "' is none of " + List.of(kind.getEnumConstants()));
    }

    private static Set<String> plus(Set<String> keys, String... more) {
        var all = new HashSet<>(keys);
        all.addAll(List.of(more));
        return all;
    }

    private void only(JsonNode node, Set<String> keys) {
        for (var key : node.propertyNames())
            if (!keys.contains(key)) throw wrong("unknown key '" + key + "', known are " + keys);
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("template " + id + ": " + what);
    }
}
