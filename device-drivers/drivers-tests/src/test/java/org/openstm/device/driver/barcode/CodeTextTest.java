package org.openstm.device.driver.barcode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Bytes without a declared character set.
class CodeTextTest {
    @ParameterizedTest
    @CsvSource({
        "UTF-8, 养老金查询：杨䶮 𠮷",
        "GB18030, 养老金查询：杨䶮 𠮷",
        "GB18030, 李秀兰 530102195503080028",
        "GBK, 李喆 刘彧 朱镕基 張三豐",
        "GB2312, ひらがな 也在国标里",
        "Shift_JIS, 読み取り可能なコード",
        "Shift_JIS, これはQRコードです。携帯電話で読めます",
        "ISO-8859-1, Überweisung für München",
        "ISO-8859-1, Café Crème",
        "US-ASCII, https://example.invalid/v/1"
    })
    void the_text_is_the_one_that_was_meant(String charset, String text) {
        assertEquals(text, CodeText.of(text.getBytes(Charset.forName(charset))));
    }

    @Test
    void what_the_bytes_could_say_as_well_is_told() {
        var japanese = "読み取り可能なコード";
        var bytes = japanese.getBytes(Charset.forName("Shift_JIS"));
        assertFalse(CodeText.otherReadings(bytes).contains(japanese));
        assertTrue(CodeText.otherReadings(bytes).contains(new String(bytes, Charset.forName("GB18030"))));
        assertEquals(List.of(), CodeText.otherReadings("plain".getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void the_longest_code_of_any_bytes_is_some_text() {
        for (int value = 0; value < 256; value++) {
            var bytes = new byte[2953];
            java.util.Arrays.fill(bytes, (byte) value);
            assertFalse(CodeText.of(bytes).isEmpty(), "byte " + value);
        }
    }
}
