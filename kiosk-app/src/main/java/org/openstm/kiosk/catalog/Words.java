package org.openstm.kiosk.catalog;

import java.util.EnumMap;
import java.util.Map;

/// The same text in every language of the terminal.
public record Words(Map<Language, String> texts) {
    public static final Words NONE = Words.of("", "");

    public Words {
        texts = Map.copyOf(new EnumMap<>(texts));
    }

    public static Words of(String chinese, String english) {
        return new Words(Map.of(Language.ZH_CN, chinese, Language.EN, english));
    }

    public String in(Language language) {
        var text = texts.get(language);
        return text == null ? texts.getOrDefault(Language.ZH_CN, "") : text;
    }

    public boolean isEmpty() {
        return texts.values().stream().allMatch(String::isBlank);
    }
}
