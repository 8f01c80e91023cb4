package org.openstm.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each description has file, line, mistake and correction.
class YamlSourceTest {
    private static final YamlSource SOUND = new YamlSource("a.yaml", """
            # made by hand
            name: one
            list:
              - {id: x}
              - id: y
                size: many
            a/b:
              c~d: 1
            """);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            "a: 1\\nb: [1"               | a.yaml: line 2: not YAML:
            "a: 1\\n\\tb: 2"             | a.yaml: line 2: not YAML: a tab stands there: set it in with blanks
            "a: 1\\n---\\nb: 2"          | a.yaml: line 2: not YAML: a second document begins: remove it and the line ---
            """)
    void what_is_no_yaml_is_told_with_its_line(String text, String says) {
        var source = new YamlSource("a.yaml", text.translateEscapes());
        var message = said(source::parseTree);
        assertTrue(message.startsWith(says), message);
    }

    @Test
    void an_error_has_the_line_of_its_value_or_of_where_a_missing_one_belongs() {
        var root = SOUND.parseRoot();
        assertEquals("a.yaml: line 2: too short", said(root.path("name"), "too short"));
        var second = root.path("list").iterator();
        assertEquals("a.yaml: line 4: wrong", said(second.next().path("id"), "wrong"));
        var last = second.next();
        assertEquals("a.yaml: line 5: 'link' is missing", said(last.path("link"), "'link' is missing"));
        assertEquals("a.yaml: line 8: odd", said(root.path("a/b").path("c~d"), "odd"));
        assertEquals(
                "a.yaml: line 6: not a whole number: \"many\"",
                said(() -> last.path("size").asInt(1)));
        assertEquals(
                "a.yaml: line 6: unknown key 'size', known are id, kind",
                said(() -> last.requireKnownKeys(Set.of("kind", "id"))));
        assertEquals(
                "a.yaml: line 3: a text belongs here, not [{\"id\":\"x\"},{\"id\":\"y\",\"size\":\"many\"}]",
                said(() -> root.path("list").asString()));
    }

    @Test
    void what_another_reader_says_gets_the_place() {
        var size = SOUND.parseRoot().path("a/b").path("c~d");
        assertEquals(
                "a.yaml: line 8: none",
                said(() -> size.readLocated(() -> {
                    throw new IllegalArgumentException("none");
                })));
        assertEquals("1", size.readLocated(size::asString));
    }

    @Test
    void a_text_in_another_encoding_is_refused_with_the_remedy() {
        var latin = new ByteArrayInputStream("a: \u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals("a.yaml: not UTF-8 text: save it as UTF-8", said(() -> YamlSource.ofStream("a.yaml", latin)));
        var marked = new ByteArrayInputStream("\uFEFFa: b".getBytes(StandardCharsets.UTF_8));
        assertEquals(
                "b", YamlSource.ofStream("a.yaml", marked).parseRoot().path("a").asString());
    }

    /// Whatever stands in the file, the reader gets a sentence that names the file, and no other exception comes out.
    @Test
    void a_hostile_text_is_refused_in_words() {
        for (var text : List.of(
                "a: \0",
                "a: *nowhere",
                "[".repeat(5_000),
                "a: {".repeat(5_000),
                "%YAML 9.9\n---\na: 1",
                "a: !!java.net.URL [x]",
                "? [a]\n: b",
                "\uD800: 1")) assertToldOrRead(text);
        long seed = Long.getLong("rig.seed", System.nanoTime());
        System.out.println("hostile YAML: -Drig.seed=" + seed);
        var random = new Random(seed);
        for (int round = 0; round < 400; round++) {
            var text = new StringBuilder(SOUND.text());
            for (int n = random.nextInt(5); n >= 0; n--)
                text.setCharAt(random.nextInt(text.length()), (char)
                        (random.nextInt(8) == 0 ? random.nextInt(0x10000) : random.nextInt(128)));
            assertToldOrRead(text.toString());
        }
    }

    private static void assertToldOrRead(String text) {
        var source = new YamlSource("a.yaml", text);
        try {
            for (var value : source.parseRoot()) assertTrue(said(value, "odd").startsWith("a.yaml: line "));
        } catch (IllegalArgumentException told) {
            assertTrue(String.valueOf(told.getMessage()).startsWith("a.yaml: "), told::getMessage);
        }
        source.findPitfalls();
    }

    @Test
    void a_key_that_stands_there_twice_and_an_alias_are_pitfalls() {
        var source = new YamlSource("a.yaml", "a: &x 1\nb: *x\na: 2\n");
        assertEquals(
                List.of(
                        "a.yaml: line 2: *x is an alias, of which only the name would be read: write the words out"
                                + " again, or put quotes around a text that begins with *",
                        "a.yaml: line 3: 'a' stands there twice, first in line 1: remove one"),
                source.findPitfalls());
        assertEquals(List.of(), SOUND.findPitfalls());
    }

    @Test
    void values_are_read_in_the_order_of_the_file() {
        var root = SOUND.parseRoot();
        assertEquals(
                List.of("name", "list", "a/b"),
                root.properties().stream().map(Map.Entry::getKey).toList());
        assertTrue(new YamlSource("a.yaml", "# nothing").parseRoot().isMissing());
        assertEquals("usual", root.path("other").asString("usual"));
        assertEquals(7, root.path("other").asInt(7));
    }

    private static String said(YamlNode node, String what) {
        return String.valueOf(node.toError(what).getMessage());
    }

    private static String said(org.junit.jupiter.api.function.Executable read) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, read).getMessage());
    }
}
