package org.openstm.kiosk.catalog.load;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// A YAML file whose problems are reported with their line.
///
/// @param problems receives the reports
record YamlSource(String file, String text, List<String> problems) {
    private static final YAMLMapper YAML = new YAMLMapper();

    /// @param pointer JSON pointer of the value; for a missing one, where it belongs
    void reportProblem(String pointer, String what) {
        problems.add(file + ": line " + lineOf(pointer) + ": " + (pointer.isEmpty() ? "" : pointer + ": ") + what);
    }

    /// As [#reportProblem], if the line is known and the pointer is not.
    void reportProblemAtLine(int line, String what) {
        problems.add(file + ": line " + line + ": " + what);
    }

    /// As [#reportProblem], for values below one pointer.
    BiConsumer<String, String> reporterBelow(String place) {
        return (pointer, what) -> reportProblem(place + pointer, what);
    }

    private int lineOf(String pointer) {
        var lines = linesByPointer();
        String at = pointer;
        while (!at.isEmpty() && !lines.containsKey(at)) at = at.substring(0, at.lastIndexOf('/'));
        return lines.getOrDefault(at, 1);
    }

    private Map<String, Integer> linesByPointer() {
        var lines = new HashMap<String, Integer>();
        try (var parser = YAML.createParser(text)) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.END_ARRAY || token == JsonToken.END_OBJECT) continue;
                lines.putIfAbsent(
                        parser.streamReadContext().pathAsPointer().toString(),
                        parser.currentTokenLocation().getLineNr());
            }
        } catch (JacksonException broken) {
            return lines; // as far as it could be read
        }
        return lines;
    }
}
