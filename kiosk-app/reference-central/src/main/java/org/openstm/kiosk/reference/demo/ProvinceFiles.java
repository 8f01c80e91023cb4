package org.openstm.kiosk.reference.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.openstm.kiosk.central.ListOption;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Reads the files of the invented province, and items of catalogues.
final class ProvinceFiles {
    /// Field types that are answered by a file.
    private static final Set<String> PICTURES = Set.of("scan", "photo");

    static final YAMLMapper YAML = new YAMLMapper();

    private ProvinceFiles() {}

    static JsonNode readResource(String name) {
        try (var in = ProvinceFiles.class.getResourceAsStream(name)) {
            if (in == null) throw new IllegalStateException(name + " is missing");
            return YAML.readTree(in);
        } catch (IOException broken) {
            throw new UncheckedIOException(name + " cannot be read", broken);
        }
    }

    static ServiceDefinition parseService(String id, JsonNode node) {
        return new ServiceDefinition(
                id,
                node.path("rule").asString(),
                node.path("system").asString(),
                parseTexts(node.path("title")),
                node.path("owner").asString(),
                node.path("phone").asString(),
                node.path("legal").asString(""),
                node.path("promised").asString(""),
                parseWords(node.path("asks")),
                parseWords(node.path("files")),
                parseWords(node.path("keys")),
                parseWords(node.path("needs")),
                parseTexts(node.path("shows")),
                node.path("anyone").asBoolean(false),
                parseChecks(node.path("checks")),
                parseWords(node.path("seat")),
                parseTexts(node.path("gives")),
                node.path("paper").path("title").asString(""),
                parseTexts(node.path("paper").path("rows")),
                node.path("costs").asString(""),
                node.path("words").asString(node.path("rule").asString()),
                node.path("days").asInt(0),
                parseWords(node.path("parts")),
                parseWords(node.path("by")));
    }

    static List<ServiceCheck> parseChecks(JsonNode node) {
        var all = new ArrayList<ServiceCheck>();
        for (var check : node)
            all.add(new ServiceCheck(
                    ServiceCheck.CheckKind.valueOf(check.path("kind").asString().toUpperCase(Locale.ROOT)),
                    check.path("of").asString(""),
                    check.path("is").asString(""),
                    check.path("least").asInt(0),
                    check.path("limit").asInt(0),
                    check.path("men").asInt(0),
                    check.path("code").asString(""),
                    parseTexts(check.path("when"))));
        return List.copyOf(all);
    }

    static DemoPerson parsePerson(JsonNode node) {
        var facts = new LinkedHashMap<>(parseTexts(node));
        return new DemoPerson(facts.getOrDefault("name", ""), facts);
    }

    static IdentityRequirement parseRequirement(JsonNode node) {
        return new IdentityRequirement(
                node.path("level").asString(),
                parseWords(node.path("codes")),
                node.path("stored").asBoolean(false),
                node.path("query").asBoolean(false));
    }

    /// A list is keyed by the earlier choice; its entries are `value: 中文 | English`; a leading `!` marks a full
    /// one.
    static Map<String, List<ListOption>> parseOptionList(JsonNode node) {
        var all = new LinkedHashMap<String, List<ListOption>>();
        node.properties().forEach(given -> {
            var options = new ArrayList<ListOption>();
            given.getValue().properties().forEach(e -> {
                String[] text = e.getValue().asString().split("\\|", 2);
                String chinese = text[0].strip();
                options.add(new ListOption(
                        e.getKey(),
                        Map.of("zh-CN", chinese, "en", text.length > 1 ? text[1].strip() : chinese),
                        true,
                        Map.of()));
            });
            all.put(given.getKey(), List.copyOf(options));
        });
        return all;
    }

    static Map<String, Long> parseAmounts(JsonNode node) {
        var all = new LinkedHashMap<String, Long>();
        node.properties().forEach(e -> all.put(e.getKey(), e.getValue().asLong()));
        return all;
    }

    static Map<String, String> parseTexts(JsonNode node) {
        var all = new LinkedHashMap<String, String>();
        node.properties().forEach(e -> all.put(e.getKey(), e.getValue().asString()));
        return all;
    }

    static List<String> parseWords(JsonNode node) {
        var all = new ArrayList<String>();
        node.forEach(word -> all.add(word.asString()));
        return List.copyOf(all);
    }

    /// The answers that an item asks.
    static List<String> questionNames(JsonNode item) {
        var asks = new ArrayList<String>();
        for (var page : item.path("pages"))
            for (var field : page.path("fields")) asks.add(field.path("name").asString(""));
        return asks;
    }

    /// Files that an item asks for: the signature, and the pictures that are answers.
    static List<String> fileNames(JsonNode item) {
        var files = new ArrayList<String>();
        if (item.path("signed").asBoolean(false)) files.add(ServiceDefinition.SIGNATURE);
        for (var page : item.path("pages"))
            for (var field : page.path("fields"))
                if (PICTURES.contains(field.path("kind").asString("")))
                    files.add(field.path("name").asString(""));
        return files;
    }
}
