package org.openstm.print;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Invalid templates are refused, and a filled template has no gap.
class TemplatesTest {
    private static Template read(String yaml) {
        return Templates.read("test/one", new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            blocks: [{text: a, colour: red}]                             | unknown key 'colour'
            blocks: [{row: [{text: a, share: 60}, {text: b, share: 30}]}] | add up to 100
            blocks: [{row: [{text: a, share: many}]}]                    | not a whole number
            blocks: [{band: green, lines: []}]                           | 'green' is none of
            blocks: [{text: a, align: middle}]                           | 'middle' is none of
            blocks: [{text: 'a {name'}]                                  | a gap is written {name}
            blocks: [{text: 'a {two words}'}]                            | a gap is written {name}
            blocks: [{picture: a}]                                       | unknown block
            blocks: []                                                   | no blocks
            paper: a4                                                    | unknown key 'paper'
            media: papyrus                                               | no such media
            blocks: [{text: a, size: 4000}]                              | size out of range
            page: {waves: true, lines: 3}                                | unknown key 'lines'
            blocks: [{text                                               | test/one
            """)
    void a_slip_of_the_pen_is_refused_with_its_place(String yaml, String why) {
        var sound = yaml.startsWith("blocks") ? yaml : yaml + "\nblocks: [{text: a}]";
        var refused = assertThrows(IllegalArgumentException.class, () -> read(sound));
        assertTrue(String.valueOf(refused.getMessage()).contains(why), refused.getMessage());
    }

    @Test
    void a_mistake_is_told_with_its_line() {
        var wrong = Map.of(
                "blocks:\n  - text: a\n  - {text: b, colour: red}\n", "line 3: unknown key 'colour'",
                "blocks:\n  - text: a\n  - row: [{text: b, share: 60}]\n", "line 3: the shares",
                "media: papyrus\nblocks: [{text: a}]\n", "line 1: no such media",
                "blocks:\n  - text: a\n    size: 4000\n", "line 2: text size out of range",
                "blocks:\n  - text: a\n  - text: [b\n", "line 4: not YAML");
        wrong.forEach((yaml, why) -> {
            var refused = assertThrows(IllegalArgumentException.class, () -> read(yaml));
            var said = String.valueOf(refused.getMessage());
            assertTrue(said.startsWith("template test/one: " + why), said);
        });
    }

    @Test
    void a_missing_field_or_table_is_named() {
        var template = read("blocks: [{text: '甲 {name}'}, {each: rows, text: '{x}'}]");
        var noField = assertThrows(
                IllegalArgumentException.class, () -> template.fill(new Fields(Map.of(), Map.of("rows", List.of()))));
        assertEquals("template test/one: field 'name' is missing", noField.getMessage());
        var noTable = assertThrows(IllegalArgumentException.class, () -> template.fill(Fields.of(Map.of("name", "李"))));
        assertEquals("template test/one: table 'rows' is missing", noTable.getMessage());
    }

    @Test
    void the_texts_without_which_it_is_not_filled_are_known_beforehand() {
        var template = read("""
                page: {waves: true, watermark: '{mark}', head: [{text: '{top} {page}'}], foot: [{text: 'a'}]}
                blocks:
                  - {text: '甲 {name} {number}'}
                  - {when: bring, text: '{bring}'}
                  - {each: rows, text: '{x}'}
                  - {qr: '{url}', dots: 203, beside: [{text: '{code}'}]}
                """);
        assertEquals(Set.of("mark", "top", "name", "number", "url", "code"), template.requiredTexts());
    }

    @Test
    void what_a_field_says_is_never_read_as_a_gap() {
        var sheet = read("blocks: [{text: '{a}'}]").fill(Fields.of(Map.of("a", "{b} {page}", "b", "no")));
        assertEquals(List.of(new Block.Text("{b} {page}", Style.BODY)), sheet.blocks());
    }

    @Test
    void a_piece_stands_only_when_its_field_has_a_text_and_once_for_each_row() {
        var template = read("blocks: [{when: a, text: '{a}'}, {each: t, text: '{x}'}]");
        var table = Map.of("t", List.of(Map.of("x", "1"), Map.of("x", "2")));
        assertEquals(
                2, template.fill(new Fields(Map.of("a", " "), table)).blocks().size());
        assertEquals(
                3, template.fill(new Fields(Map.of("a", "b"), table)).blocks().size());
    }

    @Test
    void an_unknown_template_is_no_file_name() {
        assertThrows(IllegalArgumentException.class, () -> Templates.shipped("../secret"));
        assertThrows(IllegalArgumentException.class, () -> Templates.shipped("receipt/none"));
    }

    @Test
    void type_on_a_narrow_roll_is_smaller_but_never_below_the_smallest() {
        var sheet = read("blocks: [{text: a, size: 64}, {text: b, size: 26}, {text: c, size: 24}]")
                .fill(Fields.of(Map.of()))
                .on(Media.THERMAL_58);
        assertEquals(
                List.of(52, 24, 24),
                sheet.blocks().stream()
                        .map(b -> ((Block.Text) b).style().size())
                        .toList());
        assertEquals(sheet.blocks(), sheet.on(Media.THERMAL_80).blocks());
    }
}
