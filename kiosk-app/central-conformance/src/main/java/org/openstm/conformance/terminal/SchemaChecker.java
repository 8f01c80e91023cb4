package org.openstm.conformance.terminal;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Holds JSON against the schemas of the contract: the words of JSON Schema 2020-12 that stand in it.
final class SchemaChecker {
    private final JsonNode contract;

    /// @param contract whole, since schemas point to each other
    SchemaChecker(JsonNode contract) {
        this.contract = contract;
    }

    /// What is wrong, each with its place; empty if nothing is.
    List<String> findMistakes(JsonNode value, JsonNode schema) {
        var wrong = new ArrayList<String>();
        check(value, schema, "", wrong);
        return wrong;
    }

    private void check(JsonNode value, JsonNode schema, String at, List<String> wrong) {
        var ref = schema.path("$ref").asString("");
        if (!ref.isEmpty()) check(value, contract.at(ref.substring(1)), at, wrong);
        schema.path("allOf").forEach(one -> check(value, one, at, wrong));
        if (!isOfType(value, schema.path("type").asString(""))) {
            wrong.add(at + " is no " + schema.path("type").asString());
            return;
        }
        if (schema.has("const") && !value.equals(schema.path("const")))
            wrong.add(at + " is " + value + ", not " + schema.path("const"));
        if (schema.has("enum") && schema.path("enum").valueStream().noneMatch(value::equals))
            wrong.add(at + " is " + value + ", none of " + schema.path("enum"));
        if (value.isString()) checkText(value.stringValue(), schema, at, wrong);
        if (value.isNumber()) checkNumber(value, schema, at, wrong);
        if (value.isArray()) checkArray(value, schema, at, wrong);
        if (value.isObject()) checkObject(value, schema, at, wrong);
    }

    private static boolean isOfType(JsonNode value, String type) {
        return switch (type) {
            case "string" -> value.isString();
            case "integer" -> value.isIntegralNumber();
            case "boolean" -> value.isBoolean();
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            default -> true;
        };
    }

    private static void checkText(String text, JsonNode schema, String at, List<String> wrong) {
        int length = text.codePointCount(0, text.length());
        if (length > schema.path("maxLength").asInt(Integer.MAX_VALUE)) wrong.add(at + " is too long");
        if (length < schema.path("minLength").asInt(0)) wrong.add(at + " is too short");
        var pattern = schema.path("pattern").asString("");
        if (!pattern.isEmpty() && !Pattern.compile(pattern).matcher(text).find())
            wrong.add(at + " '" + text + "' does not fit " + pattern);
        try {
            switch (schema.path("format").asString("")) {
                case "date-time" -> {
                    OffsetDateTime.parse(text);
                    if (!text.endsWith("Z")) wrong.add(at + " '" + text + "' is not in UTC with Z");
                }
                case "date" -> LocalDate.parse(text);
                case "uuid" -> UUID.fromString(text);
                default -> {}
            }
        } catch (DateTimeException | IllegalArgumentException no) {
            wrong.add(at + " '" + text + "' is no " + schema.path("format").asString());
        }
    }

    private static void checkNumber(JsonNode value, JsonNode schema, String at, List<String> wrong) {
        if (schema.has("minimum") && value.asLong() < schema.path("minimum").asLong())
            wrong.add(at + " is less than " + schema.path("minimum"));
        if (schema.has("maximum") && value.asLong() > schema.path("maximum").asLong())
            wrong.add(at + " is more than " + schema.path("maximum"));
    }

    private void checkArray(JsonNode value, JsonNode schema, String at, List<String> wrong) {
        if (value.size() > schema.path("maxItems").asInt(Integer.MAX_VALUE)) wrong.add(at + " has too many items");
        if (value.size() < schema.path("minItems").asInt(0)) wrong.add(at + " has too few items");
        if (!schema.has("items")) return;
        for (int n = 0; n < value.size(); n++) check(value.path(n), schema.path("items"), at + "/" + n, wrong);
    }

    private void checkObject(JsonNode value, JsonNode schema, String at, List<String> wrong) {
        if (value.size() > schema.path("maxProperties").asInt(Integer.MAX_VALUE))
            wrong.add(at + " has too many members");
        schema.path("required").forEach(name -> {
            if (!value.has(name.asString())) wrong.add(at + "/" + name.asString() + " is missing");
        });
        var known = schema.path("properties");
        var others = schema.path("additionalProperties");
        value.properties().forEach(member -> {
            var place = at + "/" + member.getKey();
            if (known.has(member.getKey())) check(member.getValue(), known.path(member.getKey()), place, wrong);
            else if (others.isObject()) check(member.getValue(), others, place, wrong);
            var names = schema.path("propertyNames").path("pattern").asString("");
            if (!names.isEmpty()
                    && !Pattern.compile(names).matcher(member.getKey()).find())
                wrong.add(place + " is no name that fits " + names);
        });
    }
}
