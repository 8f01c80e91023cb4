package org.openstm.kiosk.catalog.load;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.openstm.kiosk.catalog.Ages;
import org.openstm.kiosk.catalog.Field;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.catalog.Keeping;
import org.openstm.kiosk.catalog.Page;
import org.openstm.kiosk.catalog.Release;
import org.openstm.kiosk.catalog.Role;
import org.openstm.kiosk.catalog.Theme;
import org.openstm.kiosk.catalog.Words;
import org.openstm.kiosk.form.Condition;
import tools.jackson.databind.JsonNode;

/// One YAML tree, already checked against the schema, to one record.
final class ItemReader {
    private ItemReader() {}

    static Theme theme(JsonNode node) {
        return new Theme(
                text(node, "id"),
                text(node, "code"),
                words(node.path("title")),
                words(node.path("examples")),
                text(node, "icon"),
                text(node, "tint"),
                node.path("elders").asInt(Integer.MAX_VALUE));
    }

    /// @param departments whose hours count for items that have none of their own
    static Item item(JsonNode node, Departments departments) {
        var id = text(node, "id");
        return new Item(
                id,
                text(node, "code"),
                id.substring(0, id.indexOf('/')),
                node.path("version").asInt(),
                words(node.path("title")),
                each(node.path("also"), JsonNode::asString),
                Item.Kind.valueOf(constant(text(node, "kind"))),
                Item.Level.valueOf(node.path("level").asString("L0")),
                Item.Visits.valueOf(constant(node.path("visits").asString("not-counted"))),
                node.path("provinceWide").asBoolean(),
                text(node, "offline").equals("O1") ? Optional.of(keeping(node.path("keep"))) : Optional.empty(),
                node.path("legalTime").asBoolean(false),
                text(node, "system"),
                words(node.path("owner")),
                guide(node.path("guide")),
                each(node.path("uses"), ItemReader::use),
                each(node.path("pages"), ItemReader::page),
                each(node.path("prefill"), p -> new Item.Prefill(text(p, "name"), words(p.path("label")), true)),
                node.path("signed").asBoolean(false),
                node.has("fee") ? Optional.of(new Item.Fee(text(node.path("fee"), "amount"))) : Optional.empty(),
                papers(node.path("papers")),
                text(node, "related"),
                release(node),
                node.has("hours") ? HoursReader.read(node.path("hours")) : departments.of(text(node, "system")),
                List.of(),
                new HashSet<>(each(node.path("by"), role -> Role.valueOf(constant(role.asString())))),
                node.path("self").asBoolean(true),
                ages(node.path("ages")));
    }

    /// Ids of the items that a chain is made of; none for any other item.
    static List<String> chain(JsonNode node) {
        return each(node.path("chain"), JsonNode::asString);
    }

    private static Ages ages(JsonNode node) {
        return new Ages(node.path("from").asInt(0), node.path("until").asInt(Ages.OLDEST));
    }

    private static Release release(JsonNode node) {
        var rollout = node.path("rollout");
        return new Release(
                Release.State.valueOf(constant(node.path("release").asString("live"))),
                new Release.Rollout(
                        names(rollout.path("terminals")),
                        names(rollout.path("branches")),
                        names(rollout.path("regions"))),
                words(rollout.path("places")));
    }

    private static Set<String> names(JsonNode array) {
        return new HashSet<>(each(array, JsonNode::asString));
    }

    private static Keeping keeping(JsonNode node) {
        return new Keeping(
                Duration.ofHours(node.path("hours").asInt(Keeping.HOURS)),
                node.path("cases").asInt(Keeping.CASES),
                Optional.of(text(node, "deadline"))
                        .filter(day -> !day.isEmpty())
                        .map(ItemReader::monthDay));
    }

    private static MonthDay monthDay(String day) {
        try {
            return MonthDay.parse("--" + day);
        } catch (DateTimeException none) {
            throw new IllegalArgumentException("there is no day " + day + " in any year", none);
        }
    }

    private static Item.Guide guide(JsonNode node) {
        return new Item.Guide(
                words(node.path("who")),
                words(node.path("bring")),
                words(node.path("fee")),
                words(node.path("promised")),
                words(node.path("legal")),
                words(node.path("result")),
                text(node, "phone"),
                words(node.path("basis")),
                text(node, "dated"));
    }

    private static Item.Use use(JsonNode node) {
        return new Item.Use(
                words(node.path("what")),
                words(node.path("from")),
                words(node.path("why")),
                node.path("sensitive").asBoolean(false));
    }

    private static Page page(JsonNode node) {
        return new Page(
                text(node, "id"),
                words(node.path("step")),
                words(node.path("title")),
                words(node.path("help")),
                node.has("when") ? condition(node.path("when")) : new Condition.Always(),
                each(node.path("fields"), ItemReader::field));
    }

    private static Field field(JsonNode node) {
        return new Field(
                text(node, "name"),
                Field.Kind.valueOf(constant(text(node, "kind"))),
                words(node.path("label")),
                each(
                        node.path("options"),
                        o -> new Field.Choice(text(o, "value"), words(o.path("plain")), words(o.path("official")))),
                text(node, "list"),
                each(node.path("given"), JsonNode::asString),
                limit(node, "earliest", "least"),
                limit(node, "latest", "most"),
                text(node, "within"),
                words(node.path("unit")),
                node.path("depth").asInt(0),
                node.path("checkCode").asBoolean(false),
                each(node.path("without"), JsonNode::asString),
                node.path("later").asBoolean(false));
    }

    private static int limit(JsonNode node, String ofTime, String ofNumber) {
        return node.path(node.has(ofTime) ? ofTime : ofNumber).asInt(0);
    }

    /// What a field of this kind must bring and does not.
    static Optional<String> flaw(Field field) {
        return switch (field.kind()) {
            case CHOICE ->
                field.options().isEmpty() == field.list().isEmpty()
                        ? Optional.of("needs either options or a list of the centre")
                        : Optional.empty();
            case REGION ->
                field.list().isEmpty() || field.depth() < 1
                        ? Optional.of("needs a list and the depth of levels")
                        : Optional.empty();
            case DATE -> field.most() < field.least() ? Optional.of("ends before it begins") : Optional.empty();
            case MONTH_RANGE ->
                field.least() < 1 || field.most() < 1
                        ? Optional.of("needs earliest (months back) and latest (longest range)")
                        : Optional.empty();
            case COPIES -> field.most() < 1 ? Optional.of("needs latest, the most copies") : Optional.empty();
            case NUMBER, DIGITS, TEXT ->
                field.most() < 1 || field.most() < field.least()
                        ? Optional.of("needs most, and least not above it")
                        : Optional.empty();
            case ADDRESS ->
                field.most() < 1
                                || field.most() < field.least()
                                || field.given().isEmpty()
                        ? Optional.of("needs most, least not above it, and given: the field of its region")
                        : Optional.empty();
            case AMOUNT ->
                field.most() < 1 && field.within().isEmpty()
                        ? Optional.of("needs most (yuan), or within (a value of the back system)")
                        : Optional.empty();
            case MOBILE, BANK_CARD, ID_NUMBER, PLATE, USCC, SCAN, PHOTO -> Optional.empty();
        };
    }

    private static Condition condition(JsonNode node) {
        if (node.has("is")) {
            var entry = node.path("is").properties().iterator().next();
            return new Condition.Is(entry.getKey(), entry.getValue().asString());
        }
        if (node.has("all")) return new Condition.All(each(node.path("all"), ItemReader::condition));
        if (node.has("any")) return new Condition.Any(each(node.path("any"), ItemReader::condition));
        return new Condition.Not(condition(node.path("not")));
    }

    private static Item.Papers papers(JsonNode node) {
        return new Item.Papers(
                text(node, "receipt"),
                node.path("document").asBoolean(false),
                each(
                        node.path("facts"),
                        f -> new Item.Fact(words(f.path("label")), Words.of(text(f, "value"), text(f, "value")))),
                words(node.path("headline")),
                words(node.path("outcome")),
                words(node.path("next")));
    }

    private static <T> List<T> each(JsonNode array, java.util.function.Function<JsonNode, T> read) {
        var all = new ArrayList<T>();
        for (var one : array) all.add(read.apply(one));
        return all;
    }

    private static String text(JsonNode node, String key) {
        return node.path(key).asString("");
    }

    private static Words words(JsonNode node) {
        return Words.of(node.path("zh-CN").asString(""), node.path("en").asString(""));
    }

    private static String constant(String text) {
        return text.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
