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
import org.openstm.kiosk.catalog.AgeRange;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.catalog.ItemField;
import org.openstm.kiosk.catalog.ItemPage;
import org.openstm.kiosk.catalog.ItemRelease;
import org.openstm.kiosk.catalog.ItemTheme;
import org.openstm.kiosk.catalog.LocalizedText;
import org.openstm.kiosk.catalog.OfflineStoragePolicy;
import org.openstm.kiosk.catalog.RepresentativeRole;
import org.openstm.kiosk.form.PageCondition;
import tools.jackson.databind.JsonNode;

/// Converts one YAML tree, already checked against the schema, to one record.
final class ItemReader {
    private ItemReader() {}

    static ItemTheme readTheme(JsonNode node) {
        return new ItemTheme(
                readText(node, "id"),
                readText(node, "code"),
                readLocalizedText(node.path("title")),
                readLocalizedText(node.path("examples")),
                readText(node, "icon"),
                readText(node, "tint"),
                node.path("elders").asInt(Integer.MAX_VALUE));
    }

    /// @param departments whose hours apply to items without hours of their own
    static Item readItem(JsonNode node, DepartmentHours departments) {
        var id = readText(node, "id");
        return new Item(
                id,
                readText(node, "code"),
                id.substring(0, id.indexOf('/')),
                node.path("version").asInt(),
                readLocalizedText(node.path("title")),
                readList(node.path("also"), JsonNode::asString),
                Item.ItemKind.valueOf(toConstantName(readText(node, "kind"))),
                Item.AssuranceLevel.valueOf(node.path("level").asString("L0")),
                Item.Visits.valueOf(toConstantName(node.path("visits").asString("not-counted"))),
                node.path("provinceWide").asBoolean(),
                readText(node, "offline").equals("O1")
                        ? Optional.of(readOfflineStoragePolicy(node.path("keep")))
                        : Optional.empty(),
                node.path("legalTime").asBoolean(false),
                readText(node, "system"),
                readLocalizedText(node.path("owner")),
                readGuide(node.path("guide")),
                readList(node.path("uses"), ItemReader::readDataUse),
                readList(node.path("pages"), ItemReader::readPage),
                readList(
                        node.path("prefill"),
                        p -> new Item.Prefill(readText(p, "name"), readLocalizedText(p.path("label")), true)),
                node.path("signed").asBoolean(false),
                node.has("fee") ? Optional.of(new Item.Fee(readText(node.path("fee"), "amount"))) : Optional.empty(),
                readPapers(node.path("papers")),
                readText(node, "related"),
                readRelease(node),
                node.has("hours")
                        ? OpeningHoursReader.readHours(node.path("hours"))
                        : departments.hoursOf(readText(node, "system")),
                List.of(),
                new HashSet<>(
                        readList(node.path("by"), role -> RepresentativeRole.valueOf(toConstantName(role.asString())))),
                node.path("self").asBoolean(true),
                readAges(node.path("ages")));
    }

    /// Ids of the parts of a chain; empty for any other item.
    static List<String> readChain(JsonNode node) {
        return readList(node.path("chain"), JsonNode::asString);
    }

    private static AgeRange readAges(JsonNode node) {
        return new AgeRange(node.path("from").asInt(0), node.path("until").asInt(AgeRange.OLDEST));
    }

    private static ItemRelease readRelease(JsonNode node) {
        var rollout = node.path("rollout");
        return new ItemRelease(
                ItemRelease.ReleaseState.valueOf(
                        toConstantName(node.path("release").asString("live"))),
                new ItemRelease.Rollout(
                        readNames(rollout.path("terminals")),
                        readNames(rollout.path("branches")),
                        readNames(rollout.path("regions"))),
                readLocalizedText(rollout.path("places")));
    }

    private static Set<String> readNames(JsonNode array) {
        return new HashSet<>(readList(array, JsonNode::asString));
    }

    private static OfflineStoragePolicy readOfflineStoragePolicy(JsonNode node) {
        return new OfflineStoragePolicy(
                Duration.ofHours(node.path("hours").asInt(OfflineStoragePolicy.HOURS)),
                node.path("cases").asInt(OfflineStoragePolicy.CASES),
                Optional.of(readText(node, "deadline"))
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

    private static Item.GuideText readGuide(JsonNode node) {
        return new Item.GuideText(
                readLocalizedText(node.path("who")),
                readLocalizedText(node.path("bring")),
                readLocalizedText(node.path("fee")),
                readLocalizedText(node.path("promised")),
                readLocalizedText(node.path("legal")),
                readLocalizedText(node.path("result")),
                readText(node, "phone"),
                readLocalizedText(node.path("basis")),
                readText(node, "dated"));
    }

    private static Item.DataUse readDataUse(JsonNode node) {
        return new Item.DataUse(
                readLocalizedText(node.path("what")),
                readLocalizedText(node.path("from")),
                readLocalizedText(node.path("why")),
                node.path("sensitive").asBoolean(false));
    }

    private static ItemPage readPage(JsonNode node) {
        return new ItemPage(
                readText(node, "id"),
                readLocalizedText(node.path("step")),
                readLocalizedText(node.path("title")),
                readLocalizedText(node.path("help")),
                node.has("when") ? readCondition(node.path("when")) : new PageCondition.Always(),
                readList(node.path("fields"), ItemReader::readField));
    }

    private static ItemField readField(JsonNode node) {
        return new ItemField(
                readText(node, "name"),
                ItemField.FieldKind.valueOf(toConstantName(readText(node, "kind"))),
                readLocalizedText(node.path("label")),
                readList(
                        node.path("options"),
                        o -> new ItemField.FieldOption(
                                readText(o, "value"),
                                readLocalizedText(o.path("plain")),
                                readLocalizedText(o.path("official")))),
                readText(node, "list"),
                readList(node.path("given"), JsonNode::asString),
                readLimit(node, "earliest", "least"),
                readLimit(node, "latest", "most"),
                readText(node, "within"),
                readLocalizedText(node.path("unit")),
                node.path("depth").asInt(0),
                node.path("checkCode").asBoolean(false),
                readList(node.path("without"), JsonNode::asString),
                node.path("later").asBoolean(false));
    }

    private static int readLimit(JsonNode node, String ofTime, String ofNumber) {
        return node.path(node.has(ofTime) ? ofTime : ofNumber).asInt(0);
    }

    /// A required property of this field type that is missing.
    static Optional<String> findFlaw(ItemField field) {
        return switch (field.kind()) {
            case CHOICE ->
                field.options().isEmpty() == field.list().isEmpty()
                        ? Optional.of("needs either options or a list of central's")
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

    private static PageCondition readCondition(JsonNode node) {
        if (node.has("is")) {
            var entry = node.path("is").properties().iterator().next();
            return new PageCondition.Is(entry.getKey(), entry.getValue().asString());
        }
        if (node.has("all")) return new PageCondition.All(readList(node.path("all"), ItemReader::readCondition));
        if (node.has("any")) return new PageCondition.Any(readList(node.path("any"), ItemReader::readCondition));
        return new PageCondition.Not(readCondition(node.path("not")));
    }

    private static Item.CasePapers readPapers(JsonNode node) {
        return new Item.CasePapers(
                readText(node, "receipt"),
                node.path("document").asBoolean(false),
                readList(
                        node.path("facts"),
                        f -> new Item.ReceiptFact(
                                readLocalizedText(f.path("label")),
                                LocalizedText.of(readText(f, "value"), readText(f, "value")))),
                readLocalizedText(node.path("headline")),
                readLocalizedText(node.path("outcome")),
                readLocalizedText(node.path("next")));
    }

    private static <T> List<T> readList(JsonNode array, java.util.function.Function<JsonNode, T> read) {
        var all = new ArrayList<T>();
        for (var one : array) all.add(read.apply(one));
        return all;
    }

    private static String readText(JsonNode node, String key) {
        return node.path(key).asString("");
    }

    private static LocalizedText readLocalizedText(JsonNode node) {
        return LocalizedText.of(node.path("zh-CN").asString(""), node.path("en").asString(""));
    }

    private static String toConstantName(String text) {
        return text.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
