package org.openstm.kiosk.reference.demo;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The messages of central and its departments, in every language.
public final class ProvinceSentences {
    private final Map<String, Map<String, String>> words = new LinkedHashMap<>();
    private final Optional<Path> added;

    /// @param added folder of items that a branch adds, beside which its messages are
    ProvinceSentences(Optional<Path> added) {
        this.added = added;
    }

    void addSentence(String key, Map<String, String> texts) {
        words.put(key, texts);
    }

    /// A message in every language, with its placeholders filled.
    public Map<String, String> sentenceFor(String key, Map<String, String> values) {
        var said = new TreeMap<String, String>();
        var sentences = Optional.ofNullable(words.get(key))
                .or(() -> DemoValues.readBeside(added).refusalText(key))
                .orElse(Map.of("zh-CN", key, "en", key));
        sentences.forEach((language, sentence) -> {
            String filled = sentence;
            for (var value : values.entrySet())
                filled = filled.replace("{" + value.getKey() + "}", formatDate(value.getValue(), language));
            said.put(language, filled);
        });
        return said;
    }

    /// A message without placeholders, in Chinese.
    public String chineseText(String key) {
        return sentenceFor(key, Map.of()).getOrDefault("zh-CN", key);
    }

    /// Formats a day.
    private static String formatDate(String value, String language) {
        try {
            var pattern = language.equals("en")
                    ? DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH)
                    : DateTimeFormatter.ofPattern("uuuu年M月d日");
            return LocalDate.parse(value).format(pattern);
        } catch (DateTimeException none) {
            return value;
        }
    }
}
