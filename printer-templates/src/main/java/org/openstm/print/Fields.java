package org.openstm.print;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Values for a template: named texts, and named lists of rows for tables. Values are taken as they are; nothing is
/// interpreted.
public record Fields(Map<String, String> texts, Map<String, List<Map<String, String>>> tables) {
    public Fields {
        texts = Map.copyOf(texts);
        tables = Map.copyOf(tables);
    }

    public static Fields of(Map<String, String> texts) {
        return new Fields(texts, Map.of());
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(texts.get(name)).filter(t -> !t.isBlank());
    }

    public List<Map<String, String>> table(String name) {
        return tables.getOrDefault(name, List.of());
    }

    public Fields with(String name, String text) {
        var more = new LinkedHashMap<>(texts);
        more.put(name, text);
        return new Fields(more, tables);
    }
}
