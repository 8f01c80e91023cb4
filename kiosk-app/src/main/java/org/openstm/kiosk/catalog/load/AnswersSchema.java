package org.openstm.kiosk.catalog.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.openstm.kiosk.catalog.Field;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.catalog.Page;
import org.openstm.kiosk.form.Checks;
import org.openstm.kiosk.form.Condition;
import tools.jackson.databind.json.JsonMapper;

/// What the answers of an item look like, as JSON Schema 2020-12, for whoever takes them in: every
/// question that is asked is answered, in its form, and nothing else is there. Check digits and
/// what hangs on the day are beyond a schema.
public final class AnswersSchema {
    private static final JsonMapper JSON = new JsonMapper();

    private AnswersSchema() {}

    /// @return the schema of the member `answers` of a submission, as JSON
    public static String of(Item item) {
        var properties = new LinkedHashMap<String, Object>();
        var required = new ArrayList<String>();
        var rules = new ArrayList<Map<String, Object>>();
        for (var page : item.pages())
            for (var field : page.fields()) {
                properties.put(field.name(), shape(field));
                if (page.when() instanceof Condition.Always) required.add(field.name());
                else rules.add(only(page, field.name()));
            }
        properties.put("again", Map.of("const", "yes")); // to the question whether the same case is wanted twice
        var schema = new LinkedHashMap<String, Object>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", item.id() + " " + item.version());
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("required", required);
        schema.put("additionalProperties", false);
        if (!rules.isEmpty()) schema.put("allOf", rules);
        return JSON.writeValueAsString(schema);
    }

    /// Answered when the page is asked, absent when it is not.
    private static Map<String, Object> only(Page page, String name) {
        return Map.of(
                "if", holds(page.when()),
                "then", Map.of("required", List.of(name)),
                "else", Map.of("properties", Map.of(name, false)));
    }

    private static Object holds(Condition condition) {
        return switch (condition) {
            case Condition.Always() -> true;
            case Condition.Is(var field, var value) ->
                Map.of("properties", Map.of(field, Map.of("const", value)), "required", List.of(field));
            case Condition.All(var of) ->
                Map.of("allOf", of.stream().map(AnswersSchema::holds).toList());
            case Condition.Any(var of) ->
                Map.of("anyOf", of.stream().map(AnswersSchema::holds).toList());
            case Condition.Not(var of) -> Map.of("not", holds(of));
        };
    }

    private static Map<String, Object> shape(Field field) {
        return switch (field.kind()) {
            case CHOICE ->
                field.options().isEmpty()
                        ? anyOfTheCentre()
                        : Map.of(
                                "enum",
                                field.options().stream()
                                        .map(Field.Choice::value)
                                        .toList());
            case REGION -> anyOfTheCentre();
            case DATE -> text("\\d{4}-\\d{2}-\\d{2}");
            case MONTH_RANGE -> text("\\d{4}-\\d{2}/\\d{4}-\\d{2}");
            case MOBILE -> text("1[3-9]\\d{9}");
            case BANK_CARD -> text("\\d{12,19}");
            case COPIES ->
                Map.of(
                        "enum",
                        IntStream.rangeClosed(1, field.most())
                                .mapToObj(Integer::toString)
                                .toList());
            case NUMBER -> text("\\d{1,9}");
            case AMOUNT -> text("\\d{1,9}\\.\\d{2}");
            case DIGITS -> text("\\d{" + field.least() + "," + field.most() + "}");
            case ID_NUMBER -> text("[1-9]\\d{16}[0-9X]");
            case PLATE -> text(Checks.PLATE);
            case TEXT, ADDRESS ->
                Map.of("type", "string", "minLength", Math.max(1, field.least()), "maxLength", field.most());
            case USCC -> text("[" + Checks.USCC + "]{18}");
            // of the file that has the picture
            case SCAN, PHOTO -> text("[0-9a-f]{64}" + (field.later() ? "|" + Field.LATER : ""));
        };
    }

    private static Map<String, Object> anyOfTheCentre() {
        return Map.of("type", "string", "minLength", 1, "maxLength", 64);
    }

    private static Map<String, Object> text(String pattern) {
        return Map.of("type", "string", "pattern", "^(" + pattern + ")$");
    }
}
