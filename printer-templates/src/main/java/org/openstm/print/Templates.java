package org.openstm.print;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Reads templates from YAML. Every key is known or refused, so that a slip of the pen does not lose a line on paper.
public final class Templates {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Set<String> TEXT_KEYS = Set.of("text", "size", "bold", "align", "face");

    private Templates() {}

    /// A template that ships with the product.
    ///
    /// @throws IllegalArgumentException when there is none of that id, or it is not sound
    public static Template shipped(String id) {
        if (!id.matches("[a-z0-9-]+(/[a-z0-9-]+)*")) throw new IllegalArgumentException("no such template: " + id);
        try (InputStream in = Templates.class.getResourceAsStream("templates/" + id + ".yaml")) {
            if (in == null) throw new IllegalArgumentException("no such template: " + id);
            return read(id, in);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    public static Template read(String id, InputStream yaml) {
        try {
            var root = YAML.readTree(yaml);
            only(id, root, Set.of("title", "media", "blocks", "example"));
            var pieces = new ArrayList<Template.Piece>();
            for (var block : root.path("blocks")) pieces.add(piece(id, block));
            if (pieces.isEmpty()) throw new IllegalArgumentException("template " + id + ": no blocks");
            return new Template(
                    id,
                    root.path("title").asString(id),
                    Media.named(root.path("media").asString("thermal-80")),
                    pieces,
                    example(root.path("example")));
        } catch (JacksonException notYaml) {
            throw new IllegalArgumentException(
                    "template " + id + ": line " + notYaml.getLocation().getLineNr() + ": "
                            + notYaml.getOriginalMessage(),
                    notYaml);
        }
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

    private static Template.Piece piece(String id, JsonNode node) {
        return new Template.Piece(
                node.path("when").asString(""), node.path("each").asString(""), shape(id, node));
    }

    private static Template.Shape shape(String id, JsonNode node) {
        if (node.has("text")) {
            only(id, node, plus(TEXT_KEYS, "when", "each"));
            return textShape(node);
        }
        if (node.has("row")) {
            only(id, node, Set.of("row", "boxed", "when", "each"));
            return row(id, node);
        }
        if (node.has("band")) {
            only(id, node, Set.of("band", "lines", "when"));
            var kind = Block.Band.Kind.valueOf(name(node.path("band")));
            var lines = texts(id, node.path("lines"));
            return gaps -> new Block.Band(kind, filled(lines, gaps));
        }
        if (node.has("rule")) {
            only(id, node, Set.of("rule", "height", "when"));
            var rule = new Block.Rule(
                    Block.Rule.Kind.valueOf(name(node.path("rule"))),
                    node.path("height").asInt(3));
            return _ -> rule;
        }
        if (node.has("qr")) {
            only(id, node, Set.of("qr", "dots", "beside", "when"));
            var content = node.path("qr").asString();
            int dots = node.path("dots").asInt(190);
            var beside = texts(id, node.path("beside"));
            return gaps -> new Block.Qr(gaps.fill(content), dots, filled(beside, gaps));
        }
        if (node.has("seal")) {
            only(id, node, Set.of("seal", "foot", "when"));
            var ring = node.path("seal").asString();
            var foot = node.path("foot").asString("");
            return gaps -> new Block.Seal(gaps.fill(ring), gaps.fill(foot));
        }
        if (node.has("cut")) return _ -> new Block.Cut();
        throw new IllegalArgumentException("template " + id + ": unknown block with keys " + node.propertyNames());
    }

    private static Template.Shape row(String id, JsonNode node) {
        var cells = new ArrayList<Block.Cell>();
        for (var cell : node.path("row")) {
            only(id, cell, plus(TEXT_KEYS, "share", "shaded"));
            cells.add(new Block.Cell(
                    cell.path("text").asString(),
                    style(cell),
                    cell.path("share").asInt(),
                    cell.path("shaded").asBoolean(false)));
        }
        if (cells.stream().mapToInt(Block.Cell::share).sum() != 100)
            throw new IllegalArgumentException("template " + id + ": the shares of a row must add up to 100");
        boolean boxed = node.path("boxed").asBoolean(false);
        return gaps -> new Block.Row(
                cells.stream()
                        .map(c -> new Block.Cell(gaps.fill(c.text()), c.style(), c.share(), c.shaded()))
                        .toList(),
                boxed);
    }

    private static Template.Shape textShape(JsonNode node) {
        var text = new Block.Text(node.path("text").asString(), style(node));
        return gaps -> new Block.Text(gaps.fill(text.text()), text.style());
    }

    private static List<Block.Text> texts(String id, JsonNode array) {
        var texts = new ArrayList<Block.Text>();
        for (var one : array) {
            only(id, one, TEXT_KEYS);
            texts.add(new Block.Text(one.path("text").asString(), style(one)));
        }
        return texts;
    }

    private static List<Block.Text> filled(List<Block.Text> texts, Template.Gaps gaps) {
        return texts.stream()
                .map(t -> new Block.Text(gaps.fill(t.text()), t.style()))
                .toList();
    }

    private static Style style(JsonNode node) {
        return new Style(
                node.path("size").asInt(28),
                node.path("bold").asBoolean(false),
                Style.Align.valueOf(name(node.path("align"), "left")),
                Style.Face.valueOf(name(node.path("face"), "sans")));
    }

    private static String name(JsonNode node) {
        return name(node, "");
    }

    private static String name(JsonNode node, String otherwise) {
        return node.asString(otherwise).toUpperCase(java.util.Locale.ROOT).replace('-', '_');
    }

    private static Set<String> plus(Set<String> keys, String... more) {
        var all = new java.util.HashSet<>(keys);
        all.addAll(List.of(more));
        return all;
    }

    private static void only(String id, JsonNode node, Set<String> keys) {
        for (var key : node.propertyNames())
            if (!keys.contains(key))
                throw new IllegalArgumentException("template " + id + ": unknown key '" + key + "', known are " + keys);
    }
}
