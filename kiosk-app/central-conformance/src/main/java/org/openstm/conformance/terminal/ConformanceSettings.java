package org.openstm.conformance.terminal;

import java.io.Serial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// What the suite must be told of the central under test: a terminal, persons of its test register, items.
public final class ConformanceSettings {
    private static final Pattern DAY = Pattern.compile("\\{today(\\+\\d{1,3})?}");
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /// Settings that are not fit; the message is for whoever wrote them.
    public static final class Unfit extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1;

        Unfit(String why) {
            super(why, null, false, false);
        }
    }

    /// @param mobile that the department has on record; empty if the settings have none
    /// @param otherMobile that it certainly has not
    public record Person(String name, String number, String layout, String mobile, String otherMobile) {
        public Map<String, Object> subject() {
            return Map.of("name", name, "number", number, "layout", layout);
        }
    }

    /// @param file name of a picture or signature that goes with it; empty for none
    public record Item(String service, int version, Person person, Map<String, String> answers, String file) {}

    /// @param expect members of the answer that must be there with these values
    public record Query(
            String system, String service, Person person, Map<String, String> answers, Map<String, String> expect) {}

    /// @param expect values that must be among the choices
    public record Choices(String list, Map<String, String> given, List<String> expect) {}

    private final JsonNode root;

    private final Optional<String> code;

    private ConformanceSettings(JsonNode root, Optional<String> code) {
        this.root = root;
        this.code = code;
    }

    /// With the code that somebody typed, if they did.
    public ConformanceSettings withPairing(@Nullable String typed) {
        return typed == null ? this : new ConformanceSettings(root, Optional.of(typed));
    }

    /// @throws Unfit in a sentence
    public static ConformanceSettings read(Path file) {
        try {
            if (!Files.isRegularFile(file)) throw new Unfit("there is no file " + file);
            return new ConformanceSettings(new YAMLMapper().readTree(file.toFile()), Optional.empty())
                    .requireComplete();
        } catch (JacksonException no) {
            var why =
                    String.valueOf(no.getOriginalMessage()).lines().findFirst().orElse("");
            throw new Unfit(file + ", line " + no.getLocation().getLineNr() + ", is no YAML: " + why);
        }
    }

    /// Says what is missing before the first request, not in the middle.
    private ConformanceSettings requireComplete() {
        terminal();
        simpleCase();
        for (var name : List.of("fileCase", "documentCase", "paymentCase", "halfCase")) item(name);
        query();
        choices();
        return this;
    }

    public String terminal() {
        var number = text(root.path("terminal"), "terminal", "number");
        if (!number.matches("[A-Z0-9-]{1,40}"))
            throw new Unfit("terminal: '" + number + "' is no number of a terminal");
        return number;
    }

    /// Empty where the central registers terminals without, as a demonstration does.
    public Optional<String> pairing() {
        return code.or(() -> findText(root.path("terminal"), "pairing"));
    }

    public Optional<String> otherTerminal() {
        return findText(root.path("otherTerminal"), "number");
    }

    Optional<String> otherPairing() {
        return findText(root.path("otherTerminal"), "pairing");
    }

    /// Number of an officer who may look at person and card.
    public String officer() {
        return findText(root, "officer").orElse("1");
    }

    /// Address under which central serves `/v/{code}`, where it is another than the terminals'.
    public Optional<String> pages() {
        return findText(root, "pages");
    }

    public Item simpleCase() {
        return item("case").orElseThrow(() -> new Unfit("'case' is missing: an item that central accepts"));
    }

    public Optional<Item> item(String name) {
        var node = root.path(name);
        if (node.isMissingNode()) return Optional.empty();
        return Optional.of(new Item(
                text(node, name, "service"),
                node.path("version").asInt(1),
                person(node, name),
                texts(node.path("answers")),
                findText(node, "file").orElse("")));
    }

    public Optional<Query> query() {
        var node = root.path("query");
        if (node.isMissingNode()) return Optional.empty();
        return Optional.of(new Query(
                text(node, "query", "system"),
                text(node, "query", "service"),
                person(node, "query"),
                texts(node.path("answers")),
                texts(node.path("expect"))));
    }

    public Optional<Choices> choices() {
        var node = root.path("list");
        if (node.isMissingNode()) return Optional.empty();
        var expect = node.path("expect").valueStream().map(JsonNode::asString).toList();
        return Optional.of(new Choices(text(node, "list", "name"), texts(node.path("given")), expect));
    }

    private Person person(JsonNode node, String of) {
        var name = text(node, of, "person");
        var person = root.path("persons").path(name);
        if (!person.isObject()) throw new Unfit(of + ": 'persons' has no '" + name + "'");
        var where = "persons/" + name;
        return new Person(
                text(person, where, "name"),
                text(person, where, "number"),
                findText(person, "layout").orElse("resident"),
                findText(person, "mobile").orElse(""),
                findText(person, "otherMobile").orElse(""));
    }

    private static String text(JsonNode node, String where, String name) {
        return findText(node, name).orElseThrow(() -> new Unfit(where + ": '" + name + "' is missing"));
    }

    private static Optional<String> findText(JsonNode node, String name) {
        var value = node.path(name).asString("").strip();
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    /// `{today}` and `{today+7}` are days of now.
    private static Map<String, String> texts(JsonNode node) {
        var all = new LinkedHashMap<String, String>();
        node.properties()
                .forEach(one -> all.put(
                        one.getKey(),
                        DAY.matcher(one.getValue().asString())
                                .replaceAll(day -> LocalDate.now(ZONE)
                                        .plusDays(
                                                day.group(1) == null
                                                        ? 0
                                                        : Long.parseLong(
                                                                day.group(1).substring(1)))
                                        .toString())));
        return all;
    }
}
