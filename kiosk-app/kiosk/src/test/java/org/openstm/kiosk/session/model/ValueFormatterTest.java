package org.openstm.kiosk.session.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openstm.kiosk.catalog.DisplayLanguage;
import org.openstm.kiosk.catalog.ItemCatalogue;
import org.openstm.kiosk.catalog.LocalizedText;
import org.openstm.kiosk.catalog.load.CatalogueFiles;

/// What screens and slips show of an answer, by fields of the shipped items.
class ValueFormatterTest {
    private static final ItemCatalogue ITEMS = CatalogueFiles.loadShipped();

    private static ServiceApplication application(String item) {
        return ServiceApplication.forItem(ITEMS.findItem(item).orElseThrow(), Optional.empty());
    }

    private static String shown(ServiceApplication road, String field, DisplayLanguage language) {
        return ValueFormatter.formatAnswer(road, road.item().findField(field).orElseThrow(), language);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "medical-insurance/join-pay | whose | family | 给家人 | For a family member",
                "medical-insurance/join-pay | whose | unheard-of | unheard-of | unheard-of",
                "tax/income-record | months | 2026-01/2026-10 | 2026年1月 至 2026年10月 | Jan 2026 to Oct 2026",
                "tax/income-record | months | 2026-01/ | 2026-01/ | 2026-01/",
                "tax/income-record | months | /2026-01 | /2026-01 | /2026-01",
                "tax/income-record | copies | 2 | 2 份 | 2",
                "employment/benefit | leftOn | 2026-09-01 | 2026年9月1日 | 1 Sep 2026",
                "employment/benefit | leftOn | soon | soon | soon",
                "employment/benefit | mobile | 13800006021 | 138 **** 6021 | 138 **** 6021",
                "school/student-loan | amount | 1200.5 | ¥1,200.50 | ¥1,200.50",
                "school/student-loan | coBorrower | 530102195503080028 | 530102********0028 | 530102********0028",
                "self-employed/annual-report | staff | 3 | 3 人 | 3 people",
                "driving/traffic-fine | plate | 示A12345 | 示A12345 | 示A12345",
                "self-employed/register | premises | later | 以后再交 | To be brought later",
                "self-employed/register | premises | a1b2 | 已拍照 | Picture taken",
            })
    void an_answer_is_shown_as_people_say_it(String item, String field, String value, String zh, String en) {
        var road = application(item).withAnswer(field, value);
        assertEquals(zh, shown(road, field, DisplayLanguage.ZH_CN));
        assertEquals(en, shown(road, field, DisplayLanguage.EN));
    }

    @Test
    void what_was_not_answered_is_empty() {
        assertEquals("", shown(application("tax/income-record"), "months", DisplayLanguage.EN));
    }

    @Test
    void a_choice_that_central_offered_is_shown_in_its_words() {
        var road = application("pension/join-rural");
        var label = LocalizedText.of("300 元/年", "CNY 300 a year");
        assertEquals("300", shown(road.withAnswer("grade", "300"), "grade", DisplayLanguage.EN), "no words came");
        assertEquals("CNY 300 a year", shown(road.withAnswer("grade", "300", label), "grade", DisplayLanguage.EN));
        assertEquals("300 元/年", shown(road.withAnswer("grade", "300", label), "grade", DisplayLanguage.ZH_CN));
    }

    @Test
    void an_address_begins_with_the_largest_part_in_chinese_and_ends_with_it_in_english() {
        var road = application("self-employed/register")
                .withAnswer("region", "530102", LocalizedText.of("云岭市翠湖区", "Cuihu, Yunling"))
                .withAnswer("address", "文化巷12号");
        assertEquals("云岭市翠湖区文化巷12号", shown(road, "address", DisplayLanguage.ZH_CN));
        assertEquals("文化巷12号, Cuihu, Yunling", shown(road, "address", DisplayLanguage.EN));
    }

    @Test
    void a_gap_takes_the_answer_then_the_result_then_what_was_known_and_else_nothing() {
        var road = application("tax/income-record")
                .withAnswer("copies", "2")
                .withKnownValues(Map.of("until", "2026-12-05", "fee", "1"));
        var result = Map.of("copies", "9", "fee", "2");
        assertEquals(
                "[2 份][2][2026年12月5日][] {open",
                ValueFormatter.fillGaps(
                        "[{copies}][{fee}][{until}][{strange}] {open", road, result, DisplayLanguage.ZH_CN));
    }

    @Test
    void times_are_of_the_branch_and_amounts_in_yuan() {
        assertEquals(
                "2026年12月5日 00:30",
                ValueFormatter.formatTime(Instant.parse("2026-12-04T16:30:00Z"), DisplayLanguage.ZH_CN));
        assertEquals("¥1,200.05", ValueFormatter.formatFen(120005));
        assertEquals("12 yuan", ValueFormatter.formatMoney("12 yuan"));
    }

    @ParameterizedTest
    @CsvSource({"SF202611240317, SF 2026 1124 0317", "3F9AC27E, 3F9A C27E", "SF-2026 1, SF 2026 1", "SF, SF", "'',''"})
    void a_code_is_grouped_by_four(String code, String grouped) {
        assertEquals(grouped, ValueFormatter.groupCode(code));
    }
}
