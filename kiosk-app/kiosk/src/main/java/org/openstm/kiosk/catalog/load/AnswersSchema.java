package org.openstm.kiosk.catalog.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.catalog.ItemField;
import org.openstm.kiosk.catalog.ItemPage;
import org.openstm.kiosk.form.EntryChecks;
import org.openstm.kiosk.form.PageCondition;
import tools.jackson.databind.json.JsonMapper;

/// Builds the JSON Schema 2020-12 of an item's answers for a receiver: every asked question is answered in its
/// form, and nothing else is present. Check digits and limits that depend on the day cannot be expressed in it.
public final class AnswersSchema {
    private static final JsonMapper JSON = new JsonMapper();

    private AnswersSchema() {}

    /// @return the schema of the member `answers` of a submission, as JSON
    public static String toJsonSchema(Item item) {
        var properties = new LinkedHashMap<String, Object>();
        var required = new ArrayList<String>();
        var rules = new ArrayList<Map<String, Object>>();
        for (var page : item.pages())
            for (var field : page.fields()) {
                properties.put(field.name(), fieldSchema(field));
                if (page.when() instanceof PageCondition.Always) required.add(field.name());
                else rules.add(conditionalRule(page, field.name()));
            }
        properties.put("again", Map.of("const", "yes")); // answer that the same case is wanted a second time
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

    /// Required if the page is asked, absent otherwise.
    private static Map<String, Object> conditionalRule(ItemPage page, String name) {
        return Map.of(
                "if", conditionSchema(page.when()),
                "then", Map.of("required", List.of(name)),
                "else", Map.of("properties", Map.of(name, false)));
    }

    private static Object conditionSchema(PageCondition condition) {
        return switch (condition) {
            case PageCondition.Always() -> true;
            case PageCondition.Is(var field, var value) ->
                Map.of("properties", Map.of(field, Map.of("const", value)), "required", List.of(field));
            case PageCondition.All(var of) ->
                Map.of("allOf", of.stream().map(AnswersSchema::conditionSchema).toList());
            case PageCondition.Any(var of) ->
                Map.of("anyOf", of.stream().map(AnswersSchema::conditionSchema).toList());
            case PageCondition.Not(var of) -> Map.of("not", conditionSchema(of));
        };
    }

    private static Map<String, Object> fieldSchema(ItemField field) {
        return switch (field.kind()) {
            case CHOICE ->
                field.options().isEmpty()
                        ? anyCentralValue()
                        : Map.of(
                                "enum",
                                field.options().stream()
                                        .map(ItemField.FieldOption::value)
                                        .toList());
            case REGION -> anyCentralValue();
            case DATE -> patternSchema("\\d{4}-\\d{2}-\\d{2}");
            case MONTH_RANGE -> patternSchema("\\d{4}-\\d{2}/\\d{4}-\\d{2}");
            case MOBILE -> patternSchema("1[3-9]\\d{9}");
            case BANK_CARD -> patternSchema("\\d{12,19}");
            case COPIES ->
                Map.of(
                        "enum",
                        IntStream.rangeClosed(1, field.most())
                                .mapToObj(Integer::toString)
                                .toList());
            case NUMBER -> patternSchema("\\d{1,9}");
            case AMOUNT -> patternSchema("\\d{1,9}\\.\\d{2}");
            case DIGITS -> patternSchema("\\d{" + field.least() + "," + field.most() + "}");
            case ID_NUMBER -> patternSchema("[1-9]\\d{16}[0-9X]");
            case PLATE -> patternSchema(EntryChecks.PLATE);
            case TEXT, ADDRESS ->
                Map.of("type", "string", "minLength", Math.max(1, field.least()), "maxLength", field.most());
            case USCC -> patternSchema("[" + EntryChecks.USCC + "]{18}");
            // digest of the picture's file
            case SCAN, PHOTO -> patternSchema("[0-9a-f]{64}" + (field.later() ? "|" + ItemField.LATER : ""));
        };
    }

    private static Map<String, Object> anyCentralValue() {
        return Map.of("type", "string", "minLength", 1, "maxLength", 64);
    }

    private static Map<String, Object> patternSchema(String pattern) {
        return Map.of("type", "string", "pattern", "^(" + pattern + ")$");
    }
}
