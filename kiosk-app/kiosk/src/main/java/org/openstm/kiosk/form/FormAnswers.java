package org.openstm.kiosk.form;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The citizen's answers so far, in order. Values are never printed: [#toString()] lists names only.
public record FormAnswers(Map<String, String> given) {
    public static final FormAnswers NONE = new FormAnswers(Map.of());

    public FormAnswers {
        given = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(given));
    }

    public FormAnswers withAnswer(String name, String value) {
        var more = new LinkedHashMap<>(given);
        more.put(name, value);
        return new FormAnswers(more);
    }

    public FormAnswers withoutAnswer(String name) {
        var less = new LinkedHashMap<>(given);
        less.remove(name);
        return new FormAnswers(less);
    }

    public Optional<String> findAnswer(String name) {
        return Optional.ofNullable(given.get(name)).filter(v -> !v.isEmpty());
    }

    public boolean hasAnswer(String name, String value) {
        return value.equals(given.get(name));
    }

    @Override
    public String toString() {
        return "FormAnswers" + given.keySet();
    }
}
