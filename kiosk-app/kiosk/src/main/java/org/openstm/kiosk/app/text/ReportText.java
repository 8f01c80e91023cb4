package org.openstm.kiosk.app.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Output of a command: JSON for programs, or text for people.
public final class ReportText {
    private static final JsonMapper JSON = new JsonMapper();

    private ReportText() {}

    public static String toJson(Map<String, ?> report) {
        return JSON.writeValueAsString(report);
    }

    /// A report for a person: one value per line, nested values indented.
    public static String toLines(String json) {
        var lines = new ArrayList<String>();
        JSON.readTree(json).properties().forEach(entry -> addLines(lines, entry.getKey(), entry.getValue()));
        return String.join("\n", lines);
    }

    private static void addLines(List<String> lines, String name, JsonNode value) {
        if (!value.isContainer()) lines.add(name + ": " + value.asString(""));
        else if (value.isEmpty()) lines.add(name + ": none");
        else {
            lines.add(name + ":");
            if (value.isArray()) value.forEach(one -> lines.add("  " + toLine(one)));
            else
                value.properties()
                        .forEach(entry -> lines.add("  " + entry.getKey() + ": " + valueText(entry.getValue())));
        }
    }

    private static String valueText(JsonNode value) {
        return value.isContainer() ? value.toString() : value.asString("");
    }

    /// One object on one line: its values, with a name only for a value that needs it.
    public static String toLine(JsonNode object) {
        if (!object.isObject()) return valueText(object);
        var words = new ArrayList<String>();
        for (var entry : object.properties()) {
            var value = entry.getValue();
            if (value.isContainer() && !value.isEmpty()) words.add(entry.getKey() + " " + value);
            else if (!value.isContainer() && !value.asString("x").isEmpty()) words.add(value.asString("x"));
        }
        return String.join("  ", words);
    }
}
