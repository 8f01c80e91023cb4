package org.openstm.print.typeset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openstm.print.Block;
import org.openstm.print.Media;
import org.openstm.print.Sheet;
import org.openstm.print.Stationery;
import org.openstm.print.Style;

/// Positions of blocks on pages. The metrics are one em for each character.
class PageLayoutTest {
    private static final TextMetrics SQUARE =
            (text, style) -> text.codePointCount(0, text.length()) * (double) style.size();

    private static Block.Text text(String words) {
        return new Block.Text(words, Style.BODY);
    }

    private static Block.Row row(String words, boolean heading) {
        return new Block.Row(List.of(new Block.Cell(words, Style.BODY, 100, heading)), true, heading);
    }

    private static List<String> words(LaidOutPage page) {
        return page.placed().stream()
                .filter(PlacedElement.PlacedText.class::isInstance)
                .map(one -> ((PlacedElement.PlacedText) one).text())
                .toList();
    }

    private static Sheet table(int rows) {
        var blocks = new ArrayList<Block>();
        blocks.add(text("题"));
        blocks.add(row("月份", true));
        for (int i = 1; i <= rows; i++) blocks.add(row("行" + i, false));
        var foot = List.<Block>of(text("第 " + Sheet.PAGE + " 页，共 " + Sheet.PAGES + " 页"));
        return new Sheet("t", Media.A4, new Stationery(true, "样张", List.of(text("续")), foot), blocks);
    }

    @Test
    void a_heading_stands_again_on_every_page_and_every_row_stands_once() {
        var pages = PageLayout.layOutSheet(table(100), SQUARE);
        assertTrue(pages.size() >= 3, "pages " + pages.size());
        var rows = new ArrayList<String>();
        for (int i = 0; i < pages.size(); i++) {
            var words = words(pages.get(i));
            assertTrue(words.contains("月份"), "page " + (i + 1));
            assertTrue(words.contains("第 " + (i + 1) + " 页，共 " + pages.size() + " 页"), words.toString());
            assertEquals(i > 0, words.contains("续"));
            words.stream().filter(w -> w.startsWith("行")).forEach(rows::add);
        }
        assertEquals(100, rows.size());
        assertEquals("行100", rows.getLast());
    }

    @Test
    void nothing_but_the_waves_stands_in_the_margin_or_over_the_foot() {
        double margin = Media.A4.dotsPerInch() * 20 / 25.4;
        for (var page : PageLayout.layOutSheet(table(100), SQUARE)) {
            double foot = page.placed().stream()
                    .filter(one -> one instanceof PlacedElement.PlacedText w
                            && w.text().startsWith("第"))
                    .mapToDouble(one -> ((PlacedElement.PlacedText) one).baseline() - 40)
                    .findFirst()
                    .orElseThrow();
            for (var one : page.placed()) {
                if (one instanceof PlacedElement.PlacedBox box)
                    assertTrue(box.y() >= margin - 2 && box.y() + box.height() <= foot + 2, box.toString());
                if (one instanceof PlacedElement.PlacedText words)
                    assertTrue(words.baseline() < Media.A4.heightDots() - margin, words.toString());
            }
        }
    }

    @Test
    void a_block_is_never_split_and_a_paragraph_only_if_it_is_longer_than_a_page() {
        var blocks = new ArrayList<Block>();
        for (int i = 0; i < 30; i++) blocks.add(text("字".repeat(40 * 5)));
        for (var page : PageLayout.layOutSheet(new Sheet("t", Media.A4, blocks), SQUARE))
            assertEquals(0, words(page).size() % lines("字".repeat(40 * 5)));
        var endless = PageLayout.layOutSheet(new Sheet("t", Media.A4, List.of(text("字".repeat(9000)))), SQUARE);
        assertEquals(
                9000,
                endless.stream()
                        .flatMap(p -> words(p).stream())
                        .mapToInt(String::length)
                        .sum());
    }

    private static int lines(String text) {
        return words(PageLayout.layOutSheet(new Sheet("t", Media.A4, List.of(text(text))), SQUARE)
                        .getFirst())
                .size();
    }

    @Test
    void a_heading_does_not_stay_alone_at_the_bottom() {
        for (int filler = 30; filler < 60; filler++) {
            var blocks = new ArrayList<Block>();
            for (int i = 0; i < filler; i++) blocks.add(text("字"));
            blocks.add(row("月份", true));
            blocks.add(row("行", false));
            for (var page : PageLayout.layOutSheet(new Sheet("t", Media.A4, blocks), SQUARE))
                assertEquals(words(page).contains("月份"), words(page).contains("行"), "filler " + filler);
        }
    }

    @Test
    void a_roll_is_one_page_with_its_foot_at_the_end_until_it_is_cut() {
        var foot = new Stationery(true, "样张", List.of(), List.of(text("脚")));
        var sheet = new Sheet("t", Media.THERMAL_80, foot, List.of(text("一"), new Block.Cut(), text("二")));
        var pages = PageLayout.layOutSheet(sheet, SQUARE);
        assertEquals(
                List.of(List.of("一"), List.of("二", "脚")),
                pages.stream().map(PageLayoutTest::words).toList());
    }

    @Test
    void a_black_band_is_at_most_18_mm_high_whatever_it_says() {
        var band = new Block.Band(
                Block.Band.Kind.FILLED,
                List.of(new Block.Text("已受理", Style.BODY.sized(64)), new Block.Text("很长的结果".repeat(12), Style.BODY)));
        var page = PageLayout.layOutSheet(new Sheet("t", Media.THERMAL_80, List.of(band)), SQUARE)
                .getFirst();
        for (var one : page.placed())
            if (one instanceof PlacedElement.PlacedBox box) assertTrue(box.height() <= 144, box.toString());
        assertTrue(page.placed().stream().anyMatch(one -> one instanceof PlacedElement.PlacedText w && !w.inverse()));
    }

    @Test
    void a_note_that_does_not_fit_beside_its_partner_stands_below_it() {
        var right = Style.BODY.aligned(Style.Align.RIGHT);
        var note = new Block.Row(
                List.of(
                        new Block.Cell("示范银行翠湖支行三号机", Style.BODY, 60, false),
                        new Block.Cell("ST-0412-03", right, 40, false)),
                false);
        var page = PageLayout.layOutSheet(new Sheet("t", Media.THERMAL_58, List.of(note)), SQUARE)
                .getFirst();
        var words = page.placed().stream()
                .map(one -> (PlacedElement.PlacedText) one)
                .toList();
        assertEquals(
                List.of("示范银行翠湖支行三号机", "ST-0412-03"),
                words.stream().map(PlacedElement.PlacedText::text).toList());
        assertTrue(words.getLast().baseline() > words.getFirst().baseline());
    }
}
