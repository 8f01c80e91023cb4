package org.openstm.kiosk.ui.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Each language speaks its own words.
class ScreenTextsTest {
    private static final Path TEXTS = Path.of("src/main/resources/org/openstm/kiosk/texts");
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
    private static final Pattern LATIN = Pattern.compile("[A-Za-z][A-Za-z0-9-]+");

    /// The way to the other language, and a plate as it is written.
    private static final Set<String> WITH_HAN = Set.of("bar.language", "error.plate");

    /// Letters that are typed, names of formats, files and settings, which have no Chinese form.
    private static final Set<String> LATIN_WORDS = Set.of(
            "English",
            "A4",
            "A12345",
            "ABC",
            "abc",
            "yl",
            "yanglao",
            "GB",
            "USB",
            "PDF",
            "PWG",
            "Raster",
            "MJPEG",
            "v4l-utils",
            "v4l2-ctl",
            "ipps",
            "wss",
            "pkcs11",
            "terminal",
            "devices",
            "staff",
            "yaml",
            "staffSecret");

    private static Map<String, String> texts(String language) throws IOException {
        return new YAMLMapper()
                .readValue(Files.readString(TEXTS.resolve(language + ".yaml")), new TypeReference<>() {});
    }

    @Test
    void no_chinese_stands_in_an_english_text() throws IOException {
        var wrong = new TreeSet<String>();
        texts("en").forEach((key, text) -> {
            if (HAN.matcher(text).find() && !WITH_HAN.contains(key)) wrong.add(key + ": " + text);
        });
        assertEquals(new TreeSet<>(), wrong);
    }

    @Test
    void no_english_word_stands_in_a_chinese_text() throws IOException {
        var wrong = new TreeSet<String>();
        texts("zh-CN")
                .forEach((key, text) -> LATIN.matcher(text.replaceAll("\\{[^}]*}", ""))
                        .results()
                        .filter(word -> !LATIN_WORDS.contains(word.group())
                                && !word.group().matches("S\\d+"))
                        .forEach(word -> wrong.add(key + ": " + text)));
        assertEquals(new TreeSet<>(), wrong);
    }

    /// U+2019 is drawn as wide as a character.
    @Test
    void no_chinese_text_has_an_apostrophe_that_is_drawn_full_width() throws IOException {
        var wrong = new TreeSet<String>();
        texts("zh-CN").forEach((key, text) -> {
            if (text.contains("\u2019")) wrong.add(key + ": " + text);
        });
        assertEquals(new TreeSet<>(), wrong);
    }
}
