package org.openstm.kiosk.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a command prints for programs, and the same for people.
final class Reports {
    private static final JsonMapper JSON = new JsonMapper();

    private Reports() {}

    static String json(Map<String, ?> report) {
        return JSON.writeValueAsString(report);
    }

    /// A report for a person: one thing a line, what is below it set in.
    static String lines(String json) {
        var lines = new ArrayList<String>();
        JSON.readTree(json).properties().forEach(entry -> add(lines, entry.getKey(), entry.getValue()));
        return String.join("\n", lines);
    }

    private static void add(List<String> lines, String name, JsonNode value) {
        if (!value.isContainer()) lines.add(name + ": " + value.asString(""));
        else if (value.isEmpty()) lines.add(name + ": none");
        else {
            lines.add(name + ":");
            if (value.isArray()) value.forEach(one -> lines.add("  " + line(one)));
            else value.properties().forEach(entry -> lines.add("  " + entry.getKey() + ": " + text(entry.getValue())));
        }
    }

    private static String text(JsonNode value) {
        return value.isContainer() ? value.toString() : value.asString("");
    }

    /// One object on one line: what it says, and the names only of what says more than one thing.
    static String line(JsonNode object) {
        if (!object.isObject()) return text(object);
        var words = new ArrayList<String>();
        for (var entry : object.properties()) {
            var value = entry.getValue();
            if (value.isContainer() && !value.isEmpty()) words.add(entry.getKey() + " " + value);
            else if (!value.isContainer() && !value.asString("x").isEmpty()) words.add(value.asString("x"));
        }
        return String.join("  ", words);
    }
}
