package org.openstm.device.driver.barcode;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Decodes the bytes of a code: UTF-8 where they are valid, else GB 18030 unless another character set gives a
/// clearly intended text, else one character per byte. A code does not name its character set.
public final class CodeText {
    /// Maximum characters of a QR code (ISO/IEC 18004, version 40-L, numeric).
    public static final int LONGEST = 7089;

    private static final Charset CHINESE = Charset.forName("GB18030");
    private static final Charset COMMON = Charset.forName("GB2312");
    private static final Charset JAPANESE = Charset.forName("windows-31j");
    private static final Charset WESTERN = StandardCharsets.ISO_8859_1;

    /// Japanese text always contains kana, and common Chinese characters have no bytes that could be kana.
    private static final Pattern KANA = Pattern.compile("[\u3041-\u3096\u30A1-\u30FA]");

    /// Characters that bytes of other character sets mostly decode to.
    private static final Pattern HALF_KANA = Pattern.compile("[\uFF61-\uFF9F]");

    private CodeText() {}

    public static String of(byte[] bytes) {
        return decodeStrictly(bytes, StandardCharsets.UTF_8)
                .orElseGet(() -> decodeStrictly(bytes, CHINESE)
                        .map(chinese -> chooseReading(bytes, chinese))
                        .orElseGet(() -> fallbackReading(bytes)));
    }

    /// Alternative readings of the bytes, in the character sets in which they are valid; empty for plain letters.
    public static List<String> otherReadings(byte[] bytes) {
        var others = new ArrayList<String>();
        for (var charset : List.of(StandardCharsets.UTF_8, CHINESE, JAPANESE, WESTERN))
            decodeStrictly(bytes, charset)
                    .filter(text -> !others.contains(text))
                    .ifPresent(others::add);
        others.remove(of(bytes));
        return List.copyOf(others);
    }

    /// Chooses a reading for bytes that are valid Chinese, but may be meant otherwise if their characters are
    /// uncommon.
    private static String chooseReading(byte[] bytes, String chinese) {
        return isCommonChinese(chinese) ? chinese : findClearReading(bytes).orElse(chinese);
    }

    private static String fallbackReading(byte[] bytes) {
        return findClearReading(bytes).orElseGet(() -> new String(bytes, WESTERN));
    }

    private static Optional<String> findClearReading(byte[] bytes) {
        return decodeStrictly(bytes, JAPANESE)
                .filter(text ->
                        KANA.matcher(text).find() && !HALF_KANA.matcher(text).find())
                .or(() -> decodeStrictly(bytes, WESTERN).filter(CodeText::isWestern));
    }

    /// Whether each accented letter stands between plain letters, as in words.
    private static boolean isWestern(String text) {
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter < 0x80) continue;
            char before = i > 0 ? text.charAt(i - 1) : ' ';
            char behind = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
            boolean alone = before < 0x80 && behind < 0x80;
            boolean inWord = Character.isLetter(before) || Character.isLetter(behind);
            if (letter < 0xC0 || !Character.isLetter(letter) || !alone || !inWord) return false;
        }
        return true;
    }

    private static boolean isCommonChinese(String text) {
        return COMMON.newEncoder().canEncode(text);
    }

    private static Optional<String> decodeStrictly(byte[] bytes, Charset charset) {
        try {
            return Optional.of(charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }
}
