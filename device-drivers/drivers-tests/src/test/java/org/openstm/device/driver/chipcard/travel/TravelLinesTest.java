package org.openstm.device.driver.chipcard.travel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.openstm.device.driver.iso7816.MalformedCardData;

/// The specimens of ICAO Doc 9303-4, -5 and -6.
class TravelLinesTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 27);
    private static final String BOOK = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<" //
            + "L898902C36UTO7408122F1204159ZE184226B<<<<<10";
    private static final String CARD =
            "I<UTOD231458907<<<<<<<<<<<<<<<" + "7408122F1204159UTO<<<<<<<<<<<6" + "ERIKSSON<<ANNA<MARIA<<<<<<<<<<";
    private static final String SHEET = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<" + "D231458907UTO7408122F1204159<<<<<<<6";

    @Test
    void the_specimens_are_read() throws Exception {
        var birth = Optional.of(LocalDate.of(1974, 8, 12));
        var expiry = LocalDate.of(2012, 4, 15);
        assertEquals(
                new Mrz("P", "UTO", "L898902C3", "ERIKSSON", "ANNA MARIA", "UTO", 2, birth, expiry, "ZE184226B"),
                Mrz.of(BOOK, TODAY));
        var other = new Mrz("I", "UTO", "D23145890", "ERIKSSON", "ANNA MARIA", "UTO", 2, birth, expiry, "");
        assertEquals(other, Mrz.of(CARD, TODAY));
        assertEquals(other, Mrz.of(SHEET, TODAY));
    }

    /// Doc 9303-5, 4.2.2.
    @Test
    void a_long_number_goes_on_behind() throws Exception {
        var text =
                "I<UTOD23145890<7349<<<<<<<<<<<" + "3407127M9507122UTO<<<<<<<<<<<2" + "STEVENSON<<PETER<JOHN<<<<<<<<<";
        var lines = Mrz.of(text, TODAY);
        assertEquals("D23145890734", lines.number());
        assertEquals(Optional.of(LocalDate.of(1934, 7, 12)), lines.birthDate());
        assertEquals(LocalDate.of(1995, 7, 12), lines.validTo());
    }

    @Test
    void every_digit_that_is_checked_is_checked() {
        for (var text : new String[] {BOOK, CARD, SHEET})
            for (int i = 0; i < text.length(); i++) {
                if (!Character.isDigit(text.charAt(i))) continue;
                var wrong = new StringBuilder(text);
                wrong.setCharAt(i, text.charAt(i) == '9' ? '8' : (char) (text.charAt(i) + 1));
                assertThrows(MalformedCardData.class, () -> Mrz.of(wrong.toString(), TODAY), wrong::toString);
            }
    }

    @Test
    void a_day_that_is_not_known_is_not_made_up() throws Exception {
        var text = BOOK.replace("7408122F", "7408<<0F");
        assertThrows(MalformedCardData.class, () -> Mrz.of(text, TODAY));
        var lines = Mrz.of(signed(text), TODAY);
        assertEquals(Optional.empty(), lines.birthDate());
    }

    /// With valid check digits, computed independently here.
    private static String signed(String text) {
        var out = new StringBuilder(text);
        out.setCharAt(44 + 19, digit(text.substring(44 + 13, 44 + 19)));
        var second = out.substring(44);
        out.setCharAt(87, digit(second.substring(0, 10) + second.substring(13, 20) + second.substring(21, 43)));
        return out.toString();
    }

    private static char digit(String field) {
        int sum = 0;
        for (int i = 0; i < field.length(); i++) {
            int value = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".indexOf(field.charAt(i));
            sum += Math.max(0, value) * new int[] {7, 3, 1}[i % 3];
        }
        return (char) ('0' + sum % 10);
    }

    @Test
    void years_are_in_the_century_that_makes_sense() throws Exception {
        assertEquals(LocalDate.of(1928, 2, 29), born("280229"));
        assertEquals(LocalDate.of(2026, 11, 27), born("261127"));
        assertEquals(LocalDate.of(1926, 11, 28), born("261128"));
        assertEquals(LocalDate.of(2000, 2, 29), born("000229"));
    }

    private static LocalDate born(String digits) throws MalformedCardData {
        return Mrz.of(signed(BOOK.replace("7408122F", digits + "0F")), TODAY)
                .birthDate()
                .orElseThrow();
    }
}
