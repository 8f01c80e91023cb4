package org.openstm.kiosk.ui.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.openstm.kiosk.catalog.DisplayLanguage;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// All texts of the screens, by key, in one language. A missing key is a bug and
/// fails at once.
public final class ScreenTexts {
    private static final Map<DisplayLanguage, ScreenTexts> ALL = loadAllLanguages();
    private final Map<String, String> sentences;
    private final DisplayLanguage language;

    private ScreenTexts(DisplayLanguage language, Map<String, String> sentences) {
        this.language = language;
        this.sentences = sentences;
    }

    public static ScreenTexts forLanguage(DisplayLanguage language) {
        return java.util.Objects.requireNonNull(ALL.get(language));
    }

    public DisplayLanguage language() {
        return language;
    }

    public Set<String> keys() {
        return new TreeSet<>(sentences.keySet());
    }

    public boolean hasText(String key) {
        return sentences.containsKey(key);
    }

    /// @param gaps values for `{0}`, `{1}` ... in order
    public String get(String key, Object... gaps) {
        var sentence = sentences.get(key);
        if (sentence == null) throw new IllegalArgumentException("no sentence '" + key + "' in " + language.tag());
        for (int i = 0; i < gaps.length; i++) sentence = sentence.replace("{" + i + "}", gaps[i].toString());
        return sentence;
    }

    private static Map<DisplayLanguage, ScreenTexts> loadAllLanguages() {
        var all = new EnumMap<DisplayLanguage, ScreenTexts>(DisplayLanguage.class);
        for (var language : DisplayLanguage.values())
            all.put(language, new ScreenTexts(language, readSentences(language)));
        return all;
    }

    private static Map<String, String> readSentences(DisplayLanguage language) {
        var name = "/org/openstm/kiosk/texts/" + language.tag() + ".yaml";
        try (InputStream in = ScreenTexts.class.getResourceAsStream(name)) {
            if (in == null) throw new IllegalStateException("missing in the jar: " + name);
            var sentences = new HashMap<String, String>();
            for (var entry : new YAMLMapper().readTree(in).properties())
                sentences.put(entry.getKey(), entry.getValue().asString());
            return sentences;
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
