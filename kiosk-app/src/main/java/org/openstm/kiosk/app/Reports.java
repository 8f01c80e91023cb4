package org.openstm.kiosk.app;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// What a command prints for programs.
final class Reports {
    private static final JsonMapper JSON = new JsonMapper();

    private Reports() {}

    static String json(Map<String, ?> report) {
        return JSON.writeValueAsString(report);
    }

    /// The same for a person: one thing a line.
    static String lines(String json) {
        var lines = new StringBuilder();
        for (var entry : JSON.readTree(json).properties()) {
            var value = entry.getValue();
            if (!value.isArray()) {
                lines.append(entry.getKey())
                        .append(": ")
                        .append(value.asString())
                        .append('\n');
                continue;
            }
            lines.append(entry.getKey()).append(value.isEmpty() ? ": none\n" : ":\n");
            for (var one : value) lines.append("  ").append(one).append('\n');
        }
        return lines.toString().stripTrailing();
    }
}
