package org.openstm.kiosk.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.openstm.device.contract.Seeds;

/// The field dictionary and the masking rule.
class EntryChecksTest {
    private static final EntryVerdict FINE = new EntryVerdict.Fine();

    @Test
    void a_mobile_number_says_how_many_digits_are_missing() {
        assertEquals(FINE, EntryChecks.checkMobile("13800006021"));
        assertEquals(new EntryVerdict.Wrong("error.mobile-short", "2"), EntryChecks.checkMobile("138000060"));
        assertInstanceOf(EntryVerdict.Wrong.class, EntryChecks.checkMobile("12800006021"));
        assertInstanceOf(EntryVerdict.Wrong.class, EntryChecks.checkMobile("138000060211"));
        assertInstanceOf(EntryVerdict.Wrong.class, EntryChecks.checkMobile("1380000602a"));
    }

    /// The examples of the standards.
    @Test
    void every_single_wrong_place_of_an_identity_number_or_a_credit_code_is_found() {
        var today = LocalDate.of(2026, 11, 24);
        var id = "11010519491231002X";
        assertEquals(FINE, EntryChecks.checkIdNumber(id, today));
        for (int at = 0; at < 18; at++)
            for (char sign : "0123456789X".toCharArray())
                if (id.charAt(at) != sign)
                    assertInstanceOf(EntryVerdict.Wrong.class, EntryChecks.checkIdNumber(changed(id, at, sign), today));
        assertInstanceOf(
                EntryVerdict.Wrong.class, EntryChecks.checkIdNumber(id, LocalDate.of(1949, 12, 30)), "not born yet");
        assertEquals(
                new EntryVerdict.Wrong("error.id-short", "1"), EntryChecks.checkIdNumber("11010519491231002", today));
        var code = "91350100M000100Y43";
        assertEquals(FINE, EntryChecks.checkUscc(code));
        for (int at = 0; at < 18; at++)
            for (char sign : (EntryChecks.USCC + "IOSZV-").toCharArray())
                if (code.charAt(at) != sign)
                    assertInstanceOf(EntryVerdict.Wrong.class, EntryChecks.checkUscc(changed(code, at, sign)));
    }

    private static String changed(String text, int at, char sign) {
        return text.substring(0, at) + sign + text.substring(at + 1);
    }

    @Test
    void plates_numbers_amounts_and_digits_say_what_is_wrong() {
        for (var fine : List.of("云A12345", "云AD12345", "京NHJ123", "云A1234挂", "云A1234学", "云A1234警", "粤Z1234港"))
            assertEquals(FINE, EntryChecks.checkPlate(fine));
        for (var wrong : List.of("", "A12345", "云I12345", "云AO2345", "云A1234", "云A1234567", "中A12345", "云a12345"))
            assertInstanceOf(EntryVerdict.Wrong.class, EntryChecks.checkPlate(wrong), wrong);
        assertEquals(FINE, EntryChecks.checkNumber("0", 0, 999));
        assertEquals(new EntryVerdict.Wrong("error.number-large", "999"), EntryChecks.checkNumber("1000", 0, 999));
        assertEquals(new EntryVerdict.Wrong("error.number-small", "1"), EntryChecks.checkNumber("0", 1, 9));
        for (var wrong : List.of("", "-1", "1.5", "9999999999", "１"))
            assertInstanceOf(EntryVerdict.Wrong.class, EntryChecks.checkNumber(wrong, 0, 999));
        var most = new BigDecimal("2000");
        for (var fine : List.of("0.01", "1200.5", "2000", "2000.00", "12."))
            assertEquals(FINE, EntryChecks.checkAmount(fine, BigDecimal.ZERO, most), fine);
        assertEquals(FINE, EntryChecks.checkAmount("0", BigDecimal.ZERO, most), "no revenue is revenue of nothing");
        assertEquals(
                new EntryVerdict.Wrong("error.amount-small", "1"),
                EntryChecks.checkAmount("0.99", BigDecimal.ONE, most));
        assertEquals(
                new EntryVerdict.Wrong("error.amount-large", "2000"),
                EntryChecks.checkAmount("2000.01", BigDecimal.ZERO, most));
        for (var wrong : List.of("", ".5", "1.234", "-1", "1e3"))
            assertInstanceOf(EntryVerdict.Wrong.class, EntryChecks.checkAmount(wrong, BigDecimal.ZERO, most), wrong);
        assertEquals(new EntryVerdict.Wrong("error.digits-short", "3"), EntryChecks.checkDigits("12345", 8, 16));
        assertEquals(FINE, EntryChecks.checkDigits("12345678", 8, 16));
    }

    @Test
    void every_single_wrong_digit_of_a_bank_card_is_found() {
        long seed = Seeds.next();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        var card = "6222020200112233446";
        assertEquals(FINE, EntryChecks.checkBankCard(card));
        for (int i = 0; i < 200; i++) {
            int at = random.nextInt(card.length());
            char digit = (char) ('0' + random.nextInt(10));
            if (card.charAt(at) == digit) continue;
            var wrong = card.substring(0, at) + digit + card.substring(at + 1);
            assertInstanceOf(EntryVerdict.Wrong.class, EntryChecks.checkBankCard(wrong), wrong + ", seed " + seed);
        }
    }

    @Test
    void a_month_range_keeps_its_order_its_limits_and_its_length() {
        var first = YearMonth.of(2016, 11);
        var last = YearMonth.of(2026, 11);
        assertEquals(FINE, EntryChecks.checkMonthRange("2025-10/2026-09", first, last, 60));
        assertEquals(
                new EntryVerdict.Wrong("error.date-order", ""),
                EntryChecks.checkMonthRange("2026-09/2025-10", first, last, 60));
        assertInstanceOf(EntryVerdict.Wrong.class, EntryChecks.checkMonthRange("2025-10/2026-12", first, last, 60));
        assertInstanceOf(EntryVerdict.Wrong.class, EntryChecks.checkMonthRange("2020-01/2026-01", first, last, 60));
        assertEquals(FINE, EntryChecks.checkMonthRange("2021-02/2026-01", first, last, 60));
        for (var broken : List.of("", "/", "2025-10/", "x/y", "2025-13/2026-01", "a/b/c"))
            assertInstanceOf(EntryVerdict.Wrong.class, EntryChecks.checkMonthRange(broken, first, last, 60), broken);
    }

    @Test
    void a_date_stays_within_its_limits() {
        var today = LocalDate.of(2026, 11, 24);
        assertEquals(FINE, EntryChecks.checkDate("2026-12-01", today, today.plusDays(180)));
        assertEquals(
                new EntryVerdict.Wrong("error.date-early", "2026-11-24"),
                EntryChecks.checkDate("2026-11-23", today, today.plusDays(180)));
        assertInstanceOf(EntryVerdict.Wrong.class, EntryChecks.checkDate("2026-02-30", today, today.plusDays(180)));
    }

    @Test
    void names_and_numbers_are_masked_by_one_rule() {
        assertEquals("王*", PersonalDataMask.maskName("王伟"));
        assertEquals("李*兰", PersonalDataMask.maskName("李秀兰"));
        assertEquals("欧**娜", PersonalDataMask.maskName("欧阳丽娜"));
        assertEquals("阿依古丽·**", PersonalDataMask.maskName("阿依古丽·买买提"));
        assertEquals("杨*", PersonalDataMask.maskName("杨䶮"));
        assertEquals("段*", PersonalDataMask.maskName("段𠮷"));
        assertEquals("S** J** W**", PersonalDataMask.maskName("SMITH, JOHN WILLIAM"));
        assertEquals("530102********0028", PersonalDataMask.maskNumber("530102195503080028"));
        assertEquals("USA**********13", PersonalDataMask.maskNumber("USA530179021413"));
        assertEquals("138 **** 6021", PersonalDataMask.maskMobile("13800006021"));
        assertFalse(
                PersonalDataMask.maskNumber("12345").matches(".*\\d.*"),
                "what is too short to keep ends shows nothing");
    }

    @Test
    void a_text_is_what_people_write_however_rare_its_characters() {
        assertEquals(FINE, EntryChecks.checkText("老张早点店", 2, 30, List.of("公司")));
        assertEquals(FINE, EntryChecks.checkText("𠮷祥", 2, 2, List.of()), "two characters, three UTF-16 units");
        assertEquals(FINE, EntryChecks.checkText("阿依古丽·买买提 A座-12#", 2, 30, List.of()));
        assertEquals(new EntryVerdict.Wrong("error.text-short", "1"), EntryChecks.checkText(" 张 ", 2, 30, List.of()));
        assertEquals(new EntryVerdict.Wrong("error.text-long", "2"), EntryChecks.checkText("𠮷祥里", 2, 2, List.of()));
        assertEquals(
                new EntryVerdict.Wrong("error.text-without", "公司"),
                EntryChecks.checkText("老张公司", 2, 30, List.of("企业", "公司")));
        for (var hostile : List.of(
                "张\u0000伟", "张\ud842", "\udfb7张", "张\u202e伟", "张\ue000", "张\ufe0f伟", "张🙂", "张\n伟", "<b>张", "张\u200b伟"))
            assertEquals(
                    new EntryVerdict.Wrong("error.text-sign", ""),
                    EntryChecks.checkText(hostile, 1, 30, List.of()),
                    hostile);
    }

    @Test
    void a_condition_is_a_tree_over_the_answers() {
        var given = new FormAnswers(Map.of("purpose", "visa", "copies", "2"));
        var visa = new PageCondition.Is("purpose", "visa");
        assertTrue(visa.isMet(given));
        assertFalse(new PageCondition.Not(visa).isMet(given));
        assertTrue(new PageCondition.All(List.of(visa, new PageCondition.Is("copies", "2"))).isMet(given));
        assertTrue(new PageCondition.Any(List.of(new PageCondition.Is("copies", "9"), visa)).isMet(given));
        assertTrue(new PageCondition.Always().isMet(FormAnswers.NONE));
    }

    @Test
    void answers_never_print_their_values() {
        assertFalse(FormAnswers.NONE
                .withAnswer("bankCard", "6222020200112233446")
                .toString()
                .contains("6222"));
    }
}
