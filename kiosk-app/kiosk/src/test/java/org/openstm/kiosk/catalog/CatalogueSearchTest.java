package org.openstm.kiosk.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openstm.device.contract.Seeds;
import org.openstm.kiosk.catalog.CatalogueSearch.SearchHit;
import org.openstm.kiosk.catalog.SearchQuery.TextSpan;
import org.openstm.kiosk.catalog.load.CatalogueFiles;

/// Search texts and their results.
class CatalogueSearchTest {
    private static final ItemCatalogue CATALOG = CatalogueFiles.loadShipped();

    private static List<SearchHit> hits(String typed) {
        return CatalogueSearch.findItems(CATALOG, SearchQuery.of(typed));
    }

    private static List<String> found(String typed) {
        return hits(typed).stream().map(hit -> hit.item().id()).toList();
    }

    private static List<String> marked(String typed, String text) {
        return SearchQuery.of(typed).findSpans(text).stream()
                .map(span -> text.substring(span.from(), span.to()))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "养老待遇, pension/life-proof",
        "yanglaodaiyu, pension/life-proof",
        "yldy, pension/life-proof",
        "ylj, pension/paid-record",
        "YangLaoJin, pension/paid-record",
        "yangl, pension/life-proof",
        "yanglao zheng, pension/life-proof",
        "养老zheng, pension/life-proof",
        "退休金, pension/paid-record",
        "txj, pension/paid-record",
        "gaoling, pension/old-age-allowance",
        "八十岁, pension/old-age-allowance",
        "看病报销, medical-insurance/remote-care",
        "kanbingbaoxiao, medical-insurance/remote-care",
        "kbbx, medical-insurance/remote-care",
        "ydjy, medical-insurance/remote-care",
        "another city, medical-insurance/remote-care",
        "careinanother, medical-insurance/remote-care",
        "refund, medical-insurance/remote-care",
        "护照, exit-entry/appointment",
        "passport, exit-entry/appointment",
        "房产证, housing/title-print",
        "gjjtq, housing/fund-withdrawal",
        "gongjijin ti, housing/fund-withdrawal",
        "income tax, tax/income-record",
        "geshui, tax/income-record",
        "失业, employment/benefit",
        "unemp, employment/benefit",
        "gua hao, health-care/hospital-booking",
        "挂号, health-care/hospital-booking",
        "结婚, family/marriage-slot",
    })
    void words_find_first(String typed, String id) {
        assertEquals(
                id,
                found(typed).stream().findFirst().orElse("nothing"),
                () -> found(typed).toString());
    }

    @Test
    @DisplayName("S08 every item is found by its title, in Chinese and in English, by its pinyin and by its initials")
    void every_item_is_found_by_title_pinyin_and_initials() {
        var lost = new TreeSet<String>();
        for (var item : CATALOG.items()) {
            var title = item.title().textIn(DisplayLanguage.ZH_CN);
            for (var typed : List.of(
                    title,
                    item.title().textIn(DisplayLanguage.EN),
                    spelt(title, true, Integer.MAX_VALUE),
                    spelt(title, false, Integer.MAX_VALUE),
                    spelt(title, true, 1)))
                if (!item.id().equals(found(typed).stream().findFirst().orElse("nothing")))
                    lost.add(item.id() + " by " + typed + ": " + found(typed));
        }
        assertTrue(lost.isEmpty(), String.join("\n", lost));
    }

    /// @param first whether to use the first of a character's readings, else the last
    /// @param most letters of each
    private static String spelt(String title, boolean first, int most) {
        return title.chars()
                .mapToObj(sign -> PinyinTable.findReadings((char) sign))
                .filter(readings -> !readings.isEmpty())
                .map(readings -> first ? readings.getFirst() : readings.getLast())
                .map(syllable -> syllable.substring(0, Math.min(most, syllable.length())))
                .collect(Collectors.joining());
    }

    @Test
    void every_saying_finds_its_item() {
        for (var item : CATALOG.items()) {
            assertFalse(item.also().isEmpty(), item.id() + " has no other name");
            for (var saying : item.also()) assertTrue(found(saying).contains(item.id()), item.id() + " by " + saying);
        }
    }

    @Test
    void every_character_of_a_title_and_a_saying_is_in_the_table() {
        for (var item : CATALOG.items())
            for (var text : (item.title().textIn(DisplayLanguage.ZH_CN) + item.also()).split(""))
                if (Character.UnicodeScript.of(text.charAt(0)) == Character.UnicodeScript.HAN)
                    assertFalse(PinyinTable.findReadings(text.charAt(0)).isEmpty(), text);
    }

    @Test
    void the_title_comes_before_what_people_say_and_that_before_the_theme() {
        var distances = hits("yanglao").stream().map(SearchHit::distance).toList();
        assertEquals(distances.stream().sorted().toList(), distances);
        assertEquals(0, distances.getFirst());
        var ids = found("yanglao");
        assertTrue(ids.indexOf("pension/life-proof") < ids.indexOf("pension/join-rural"), ids.toString());
        assertTrue(ids.indexOf("pension/join-rural") < ids.indexOf("tax/own-premium"), ids.toString());
        assertTrue(ids.indexOf("tax/own-premium") < ids.indexOf("pension/old-age-allowance"), ids.toString());
    }

    @Test
    void what_was_typed_is_marked() {
        assertEquals(List.of("养老"), marked("yanglao", "城乡居民养老参保"));
        assertEquals(List.of("养老"), marked("yl", "城乡居民养老参保"));
        assertEquals(List.of("养老", "证"), marked("养老zheng", "养老待遇资格认证"));
        assertEquals(List.of("挂失、解挂"), marked("gsjg", "社保卡挂失、解挂"));
        assertEquals(List.of("Proof"), marked("proof", "Pension life Proof".replace("life ", "")));
        assertEquals(List.of(), marked("roof", "Pension life proof"), "a Latin word is found by its beginning");
        assertEquals(
                List.of(new TextSpan(0, 2)),
                SearchQuery.of("养老 yang").findSpans("养老"),
                "marks do not lie over each other");
    }

    @Test
    void several_readings_count_and_an_unknown_character_has_none() {
        assertEquals(List.of("重"), marked("zhong", "重"));
        assertEquals(List.of("重"), marked("chong", "重"));
        assertEquals(List.of("证明"), marked("zhm", "证明"));
        assertEquals(List.of(), PinyinTable.findReadings('㐀'));
        assertEquals(List.of(), PinyinTable.findReadings('a'));
        assertEquals(List.of("㐀"), marked("㐀", "某㐀"));
    }

    @Test
    void nothing_and_nonsense_find_nothing() {
        for (var typed : List.of("", "  ", "・、", "qqqqqq", "养老金发放明细表", "'", "\0", "𠮷"))
            assertEquals(List.of(), found(typed), typed);
    }

    /// Typing more finds fewer items, never others, as long as no new word begins.
    @Test
    void typing_on_narrows() {
        long seed = Seeds.next();
        var random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            var item = CATALOG.items().get(random.nextInt(CATALOG.items().size()));
            var whole = spelt(item.title().textIn(DisplayLanguage.ZH_CN), random.nextBoolean(), Integer.MAX_VALUE);
            for (int to = 1; to <= whole.length(); to++)
                assertTrue(
                        found(whole.substring(0, to)).contains(item.id()),
                        item.id() + " is lost at " + whole.substring(0, to) + ", seed " + seed);
        }
    }

    @Test
    void rubbish_is_taken_without_harm() {
        long seed = Seeds.next();
        var random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            var text = new StringBuilder();
            for (int n = random.nextInt(40); n > 0; n--)
                text.append((char) (random.nextBoolean() ? random.nextInt(0x10000) : 'a' + random.nextInt(26)));
            var typed = SearchQuery.of(text.toString());
            for (var hit : CatalogueSearch.findItems(CATALOG, typed)) assertTrue(hit.distance() >= 0, "seed " + seed);
            int behind = 0;
            for (var span : typed.findSpans("社保卡当场补换卡, lost")) {
                assertTrue(span.from() >= behind && span.to() > span.from(), "seed " + seed);
                behind = span.to();
            }
        }
    }
}
