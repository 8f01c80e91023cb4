package org.openstm.print.typeset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openstm.print.Style;

/// Line breaks of paragraphs. The metrics count cells: two for a Hanzi, one for a Latin letter.
class LineBreakerTest {
    private static final TextMetrics CELLS = (text, _) -> text.codePoints()
            .map(c -> Character.getType(c) == Character.NON_SPACING_MARK ? 0 : c < 0x300 ? 1 : 2)
            .sum();

    private static List<String> lines(String text, int cells) {
        return LineBreaker.breakText(text, Style.BODY, cells, CELLS);
    }

    @Test
    void a_closing_mark_never_begins_a_line_and_an_opening_one_never_ends_it() {
        assertEquals(List.of("不用再", "跑。好"), lines("不用再跑。好", 6));
        assertEquals(List.of("请看", "（甲）"), lines("请看（甲）", 6));
        assertEquals(List.of("他说", "「好」"), lines("他说「好」", 6));
        assertEquals(List.of("阿依", "古·买"), lines("阿依古·买", 6));
    }

    @Test
    void a_word_and_a_number_with_its_unit_stay_whole() {
        assertEquals(List.of("terminal", "ST-0412-03"), lines("terminal ST-0412-03", 12));
        assertEquals(List.of("一共是", "12月"), lines("一共是12月", 8));
        assertEquals(List.of("电话", "12345报"), lines("电话12345报", 7));
    }

    @Test
    void a_word_wider_than_the_column_is_cut_rather_than_lost() {
        assertEquals(List.of("5301", "0219", "55"), lines("5301021955", 4));
        assertEquals(List.of("BJ-S", "T-04", "12"), lines("BJ-ST-0412", 4));
    }

    @Test
    void rare_characters_and_marks_on_letters_are_never_torn() {
        assertEquals(List.of("𠮷䶮", "㐂𠮷"), lines("𠮷䶮㐂𠮷", 4));
        assertEquals(List.of("ae\u0301", "io"), lines("ae\u0301io", 2));
    }

    @Test
    void white_space_at_a_break_is_dropped_and_an_indent_is_kept() {
        assertEquals(List.of("ab", "cd"), lines("ab   cd", 3));
        assertEquals(List.of("　　甲", "乙"), lines("　　甲乙", 6));
        assertEquals(List.of("一", "　二"), lines("一\n　二", 8));
        assertEquals(List.of(""), lines("", 8));
        assertEquals(List.of("一", "", "二"), lines("一\n\n二", 8));
    }

    @Test
    void yi_breaks_between_syllables_and_tibetan_after_a_tsheg() {
        assertEquals(List.of("ꆈꌠ", "ꉙ"), lines("ꆈꌠꉙ", 4));
        assertEquals(List.of("བོད་", "ཡིག"), lines("བོད་ཡིག", 7));
    }

    @Test
    void no_character_is_lost_and_no_line_is_wider_than_its_column() {
        long seed = RandomGenerator.getDefault().nextLong();
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        var signs = "一二三国的ab c12·，。「」（）《》…—-𠮷䶮㐂e\u0301 　¥%年月".codePoints().toArray();
        for (int n = 0; n < 3000; n++) {
            var text = random.ints(random.nextInt(60), 0, signs.length)
                    .mapToObj(i -> Character.toString(signs[i]))
                    .collect(Collectors.joining());
            int width = 2 + random.nextInt(20);
            var lines = lines(text, width);
            var about = "seed " + seed + ", width " + width + ", text '" + text + "', lines " + lines;
            assertEquals(text.replaceAll("[\\s　]", ""), String.join("", lines).replaceAll("[\\s　]", ""), about);
            for (var line : lines) {
                assertTrue(CELLS.textWidth(line, Style.BODY) <= width, about);
                assertFalse(!line.isEmpty() && Character.isLowSurrogate(line.charAt(0)), about);
                assertFalse(line.startsWith("\u0301") && !text.startsWith("\u0301"), about);
            }
        }
    }
}
