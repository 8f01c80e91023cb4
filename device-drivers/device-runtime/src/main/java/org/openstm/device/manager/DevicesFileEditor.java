package org.openstm.device.manager;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Changes single values of a `devices.yaml` and keeps the text around them, such as comments, ticket numbers and
/// the line that tells an editor its schema.
final class DevicesFileEditor {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String PLAIN = "[A-Za-z][A-Za-z0-9._@-]*";

    /// Position of a value.
    private record TextRange(int from, int to) {}

    private final String text;

    /// Offsets of the lines.
    private final List<Integer> lines;

    private DevicesFileEditor(String text) {
        this.text = text;
        this.lines = new ArrayList<>(List.of(0));
        for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines.add(at + 1);
    }

    /// @param before the entries of the text
    /// @param after the same devices in the same order
    /// @return empty if the change is more than new values in the places of old ones
    static Optional<String> replaceValues(String text, List<DeviceEntry> before, List<DeviceEntry> after) {
        if (before.size() != after.size()) return Optional.empty();
        try {
            return new DevicesFileEditor(text).applyChanges(before, after);
        } catch (JacksonException | IndexOutOfBoundsException notSoWritten) {
            return Optional.empty();
        }
    }

    private Optional<String> applyChanges(List<DeviceEntry> before, List<DeviceEntry> after) {
        var places = valuePositions();
        var changes = new TreeMap<Integer, Map.Entry<TextRange, String>>();
        for (int n = 0; n < before.size(); n++) {
            if (!before.get(n).id().equals(after.get(n).id())) return Optional.empty();
            var was = valuesOf(before.get(n));
            for (var value : valuesOf(after.get(n)).entrySet()) {
                if (value.getValue().equals(was.get(value.getKey()))) continue;
                var place = places.get("/devices/" + n + "/" + value.getKey());
                if (place == null) return Optional.empty();
                changes.put(place.from(), Map.entry(place, quoteValue(value.getValue())));
            }
        }
        var changed = new StringBuilder(text);
        for (var change : changes.descendingMap().values())
            changed.replace(change.getKey().from(), change.getKey().to(), change.getValue());
        return Optional.of(changed.toString());
    }

    private static Map<String, String> valuesOf(DeviceEntry entry) {
        return Map.of(
                "class", entry.deviceClass().text(),
                "driver", entry.driver(),
                "link", entry.link().toString(),
                "isolation", entry.isolation().text());
    }

    private static String quoteValue(String value) {
        return value.matches(PLAIN) ? value : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private Map<String, TextRange> valuePositions() {
        var places = new HashMap<String, TextRange>();
        boolean flow = false;
        try (var parser = YAML.createParser(text)) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                var location = parser.currentTokenLocation();
                int at = lines.get(location.getLineNr() - 1) + location.getColumnNr() - 1;
                if (token == JsonToken.START_OBJECT) flow = text.charAt(at) == '{';
                if (token == JsonToken.VALUE_STRING)
                    places.put(
                            parser.streamReadContext().pathAsPointer().toString(),
                            new TextRange(at, valueEnd(at, flow)));
            }
        }
        return places;
    }

    private int valueEnd(int from, boolean flow) {
        char first = text.charAt(from);
        int at = from + 1;
        if (first == '"') {
            while (text.charAt(at) != '"') at += text.charAt(at) == '\\' ? 2 : 1;
            return at + 1;
        }
        if (first == '\'') {
            while (text.charAt(at) != '\'' || at + 1 < text.length() && text.charAt(at + 1) == '\'')
                at += text.charAt(at) == '\'' ? 2 : 1;
            return at + 1;
        }
        while (at < text.length() && !isBehind(at, flow)) at++;
        while (Character.isWhitespace(text.charAt(at - 1))) at--;
        return at;
    }

    private boolean isBehind(int at, boolean flow) {
        return switch (text.charAt(at)) {
            case '\n' -> true;
            case '#' -> Character.isWhitespace(text.charAt(at - 1));
            case ',', '}', ']' -> flow;
            default -> false;
        };
    }
}
