package org.openstm.kiosk.app.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Translates the findings of `stm catalog check`. The check speaks English; each of its
/// phrases has a Chinese one in `check.zh-CN.yaml`, and a phrase without one stays as it is.
public final class CheckTranslator {
    private static final String FILE = "/org/openstm/kiosk/catalog/check.zh-CN.yaml";

    private final Map<Pattern, String> phrases;

    private CheckTranslator(Map<Pattern, String> phrases) {
        this.phrases = phrases;
    }

    public static CheckTranslator forLocale(Locale locale) {
        var phrases = new LinkedHashMap<Pattern, String>();
        if (!locale.getLanguage().equals(Locale.CHINESE.getLanguage())) return new CheckTranslator(phrases);
        try (var in = CheckTranslator.class.getResourceAsStream(FILE)) {
            if (in == null) throw new IllegalStateException(FILE + " is missing");
            for (var phrase : new YAMLMapper().readTree(in).properties())
                phrases.put(Pattern.compile(phrase.getKey()), phrase.getValue().asString());
            return new CheckTranslator(phrases);
        } catch (IOException broken) {
            throw new UncheckedIOException(FILE + " cannot be read", broken);
        }
    }

    public String translateSentence(String sentence) {
        String said = sentence;
        for (var phrase : phrases.entrySet())
            said = phrase.getKey().matcher(said).replaceAll(phrase.getValue());
        return said;
    }
}
