package org.openstm.kiosk.catalog;

import java.util.EnumMap;
import java.util.Map;

/// A text in every language of the terminal.
public record LocalizedText(Map<DisplayLanguage, String> texts) {
    public static final LocalizedText NONE = LocalizedText.of("", "");

    public LocalizedText {
        texts = Map.copyOf(new EnumMap<>(texts));
    }

    public static LocalizedText of(String chinese, String english) {
        return new LocalizedText(Map.of(DisplayLanguage.ZH_CN, chinese, DisplayLanguage.EN, english));
    }

    public String textIn(DisplayLanguage language) {
        var text = texts.get(language);
        return text == null ? texts.getOrDefault(DisplayLanguage.ZH_CN, "") : text;
    }

    public boolean isEmpty() {
        return texts.values().stream().allMatch(String::isBlank);
    }
}
