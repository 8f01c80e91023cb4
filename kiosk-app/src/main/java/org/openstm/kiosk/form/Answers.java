package org.openstm.kiosk.form;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What the citizen has answered so far, in order. Never printed whole: [#toString()] tells names only.
public record Answers(Map<String, String> given) {
    public static final Answers NONE = new Answers(Map.of());

    public Answers {
        given = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(given));
    }

    public Answers with(String name, String value) {
        var more = new LinkedHashMap<>(given);
        more.put(name, value);
        return new Answers(more);
    }

    public Answers without(String name) {
        var less = new LinkedHashMap<>(given);
        less.remove(name);
        return new Answers(less);
    }

    public Optional<String> of(String name) {
        return Optional.ofNullable(given.get(name)).filter(v -> !v.isEmpty());
    }

    public boolean has(String name, String value) {
        return value.equals(given.get(name));
    }

    @Override
    public String toString() {
        return "Answers" + given.keySet();
    }
}
