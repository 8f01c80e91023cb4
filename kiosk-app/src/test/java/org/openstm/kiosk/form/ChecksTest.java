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

/// The field dictionary and the one rule of masking.
class ChecksTest {
    private static final Verdict FINE = new Verdict.Fine();

    @Test
    void a_mobile_number_says_how_many_digits_are_missing() {
        assertEquals(FINE, Checks.mobile("13800006021"));
        assertEquals(new Verdict.Wrong("error.mobile-short", "2"), Checks.mobile("138000060"));
        assertInstanceOf(Verdict.Wrong.class, Checks.mobile("12800006021"));
        assertInstanceOf(Verdict.Wrong.class, Checks.mobile("138000060211"));
        assertInstanceOf(Verdict.Wrong.class, Checks.mobile("1380000602a"));
    }

    /// The examples of the standards themselves.
    @Test
    void every_single_wrong_place_of_an_identity_number_or_a_credit_code_is_found() {
        var today = LocalDate.of(2026, 11, 24);
        var id = "11010519491231002X";
        assertEquals(FINE, Checks.idNumber(id, today));
        for (int at = 0; at < 18; at++)
            for (char sign : "0123456789X".toCharArray())
                if (id.charAt(at) != sign)
                    assertInstanceOf(Verdict.Wrong.class, Checks.idNumber(changed(id, at, sign), today));
        assertInstanceOf(Verdict.Wrong.class, Checks.idNumber(id, LocalDate.of(1949, 12, 30)), "not born yet");
        assertEquals(new Verdict.Wrong("error.id-short", "1"), Checks.idNumber("11010519491231002", today));
        var code = "91350100M000100Y43";
        assertEquals(FINE, Checks.uscc(code));
        for (int at = 0; at < 18; at++)
            for (char sign : (Checks.USCC + "IOSZV-").toCharArray())
                if (code.charAt(at) != sign)
                    assertInstanceOf(Verdict.Wrong.class, Checks.uscc(changed(code, at, sign)));
    }

    private static String changed(String text, int at, char sign) {
        return text.substring(0, at) + sign + text.substring(at + 1);
    }

    @Test
    void plates_numbers_amounts_and_digits_say_what_is_wrong() {
        for (var fine : List.of("云A12345", "云AD12345", "京NHJ123", "云A1234挂", "云A1234学", "云A1234警", "粤Z1234港"))
            assertEquals(FINE, Checks.plate(fine));
        for (var wrong : List.of("", "A12345", "云I12345", "云AO2345", "云A1234", "云A1234567", "中A12345", "云a12345"))
            assertInstanceOf(Verdict.Wrong.class, Checks.plate(wrong), wrong);
        assertEquals(FINE, Checks.number("0", 0, 999));
        assertEquals(new Verdict.Wrong("error.number-large", "999"), Checks.number("1000", 0, 999));
        assertEquals(new Verdict.Wrong("error.number-small", "1"), Checks.number("0", 1, 9));
        for (var wrong : List.of("", "-1", "1.5", "9999999999", "１"))
            assertInstanceOf(Verdict.Wrong.class, Checks.number(wrong, 0, 999));
        var most = new BigDecimal("2000");
        for (var fine : List.of("0.01", "1200.5", "2000", "2000.00", "12."))
            assertEquals(FINE, Checks.amount(fine, BigDecimal.ZERO, most), fine);
        assertEquals(FINE, Checks.amount("0", BigDecimal.ZERO, most), "no revenue is revenue of nothing");
        assertEquals(new Verdict.Wrong("error.amount-small", "1"), Checks.amount("0.99", BigDecimal.ONE, most));
        assertEquals(new Verdict.Wrong("error.amount-large", "2000"), Checks.amount("2000.01", BigDecimal.ZERO, most));
        for (var wrong : List.of("", ".5", "1.234", "-1", "1e3"))
            assertInstanceOf(Verdict.Wrong.class, Checks.amount(wrong, BigDecimal.ZERO, most), wrong);
        assertEquals(new Verdict.Wrong("error.digits-short", "3"), Checks.digits("12345", 8, 16));
        assertEquals(FINE, Checks.digits("12345678", 8, 16));
    }

    @Test
    void every_single_wrong_digit_of_a_bank_card_is_found() {
        long seed = Seeds.next();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        var card = "6222020200112233446";
        assertEquals(FINE, Checks.bankCard(card));
        for (int i = 0; i < 200; i++) {
            int at = random.nextInt(card.length());
            char digit = (char) ('0' + random.nextInt(10));
            if (card.charAt(at) == digit) continue;
            var wrong = card.substring(0, at) + digit + card.substring(at + 1);
            assertInstanceOf(Verdict.Wrong.class, Checks.bankCard(wrong), wrong + ", seed " + seed);
        }
    }

    @Test
    void a_month_range_keeps_its_order_its_limits_and_its_length() {
        var first = YearMonth.of(2016, 11);
        var last = YearMonth.of(2026, 11);
        assertEquals(FINE, Checks.monthRange("2025-10/2026-09", first, last, 60));
        assertEquals(new Verdict.Wrong("error.date-order", ""), Checks.monthRange("2026-09/2025-10", first, last, 60));
        assertInstanceOf(Verdict.Wrong.class, Checks.monthRange("2025-10/2026-12", first, last, 60));
        assertInstanceOf(Verdict.Wrong.class, Checks.monthRange("2020-01/2026-01", first, last, 60));
        assertEquals(FINE, Checks.monthRange("2021-02/2026-01", first, last, 60));
        for (var broken : List.of("", "/", "2025-10/", "x/y", "2025-13/2026-01", "a/b/c"))
            assertInstanceOf(Verdict.Wrong.class, Checks.monthRange(broken, first, last, 60), broken);
    }

    @Test
    void a_date_stays_within_its_limits() {
        var today = LocalDate.of(2026, 11, 24);
        assertEquals(FINE, Checks.date("2026-12-01", today, today.plusDays(180)));
        assertEquals(
                new Verdict.Wrong("error.date-early", "2026-11-24"),
                Checks.date("2026-11-23", today, today.plusDays(180)));
        assertInstanceOf(Verdict.Wrong.class, Checks.date("2026-02-30", today, today.plusDays(180)));
    }

    @Test
    void names_and_numbers_are_masked_by_one_rule() {
        assertEquals("王*", Mask.name("王伟"));
        assertEquals("李*兰", Mask.name("李秀兰"));
        assertEquals("欧**娜", Mask.name("欧阳丽娜"));
        assertEquals("阿依古丽·**", Mask.name("阿依古丽·买买提"));
        assertEquals("杨*", Mask.name("杨䶮"));
        assertEquals("段*", Mask.name("段𠮷"));
        assertEquals("S** J** W**", Mask.name("SMITH, JOHN WILLIAM"));
        assertEquals("530102********0028", Mask.number("530102195503080028"));
        assertEquals("USA**********13", Mask.number("USA530179021413"));
        assertEquals("138 **** 6021", Mask.mobile("13800006021"));
        assertFalse(Mask.number("12345").matches(".*\\d.*"), "what is too short to keep ends shows nothing");
    }

    @Test
    void a_text_is_what_people_write_however_rare_its_characters() {
        assertEquals(FINE, Checks.text("老张早点店", 2, 30, List.of("公司")));
        assertEquals(FINE, Checks.text("𠮷祥", 2, 2, List.of()), "two characters, three UTF-16 units");
        assertEquals(FINE, Checks.text("阿依古丽·买买提 A座-12#", 2, 30, List.of()));
        assertEquals(new Verdict.Wrong("error.text-short", "1"), Checks.text(" 张 ", 2, 30, List.of()));
        assertEquals(new Verdict.Wrong("error.text-long", "2"), Checks.text("𠮷祥里", 2, 2, List.of()));
        assertEquals(new Verdict.Wrong("error.text-without", "公司"), Checks.text("老张公司", 2, 30, List.of("企业", "公司")));
        for (var hostile : List.of(
                "张\u0000伟", "张\ud842", "\udfb7张", "张\u202e伟", "张\ue000", "张\ufe0f伟", "张🙂", "张\n伟", "<b>张", "张\u200b伟"))
            assertEquals(new Verdict.Wrong("error.text-sign", ""), Checks.text(hostile, 1, 30, List.of()), hostile);
    }

    @Test
    void a_condition_is_a_tree_over_the_answers() {
        var given = new Answers(Map.of("purpose", "visa", "copies", "2"));
        var visa = new Condition.Is("purpose", "visa");
        assertTrue(visa.holds(given));
        assertFalse(new Condition.Not(visa).holds(given));
        assertTrue(new Condition.All(List.of(visa, new Condition.Is("copies", "2"))).holds(given));
        assertTrue(new Condition.Any(List.of(new Condition.Is("copies", "9"), visa)).holds(given));
        assertTrue(new Condition.Always().holds(Answers.NONE));
    }

    @Test
    void answers_never_print_their_values() {
        assertFalse(
                Answers.NONE.with("bankCard", "6222020200112233446").toString().contains("6222"));
    }
}
