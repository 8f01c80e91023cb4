package org.openstm.device.driver.idcard.samv;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDate;
import java.util.Optional;
import org.openstm.device.Fault;
import org.openstm.device.FaultCode;
import org.openstm.device.IdCard;
import org.openstm.device.IdCard.Layout;
import org.openstm.device.driver.PlausibilityChecks;
import org.openstm.device.driver.ResidentNumber;

/// The 256-byte text block of a chip (UTF-16LE, padded with blanks), in four layouts told apart by the two bytes at
/// 248. Nothing is guessed: any mismatch makes the whole card unreadable.
final class IdCardText {
    static final int TEXT = 256;
    private static final int HEADER = 4;
    private static final String LONG_TERM = "长期";
    private static final String IMMIGRATION = "国家移民管理局";

    sealed interface ParsedCard {
        record Sound(IdCard card) implements ParsedCard {}

        record Refused(Fault fault) implements ParsedCard {}
    }

    /// The card's text is invalid; this exception stays inside this class.
    private static final class UnsoundText extends Exception {
        private final String why;

        UnsoundText(String why) {
            super(why, null, false, false);
            this.why = why;
        }
    }

    private final String text;
    private final String sam;

    private IdCardText(String text, String sam) {
        this.text = text;
        this.sam = sam;
    }

    /// Whether the data of an answer have the layout of a card: a header with the two lengths, then the complete
    /// text. The photo may be short or missing.
    static boolean hasValidLayout(byte[] data) {
        return data.length >= HEADER + TEXT && data[0] == TEXT >> 8 && data[1] == 0;
    }

    /// @param data of a read answer that is [#hasValidLayout]
    static ParsedCard parse(byte[] data, String sam) {
        var text = decodeCharacters(data, HEADER, TEXT);
        return new IdCardText(text, sam).parseLayout();
    }

    /// Decodes without a charset decoder, which would replace half a surrogate pair and thereby hide where a field
    /// was cut.
    private static String decodeCharacters(byte[] data, int from, int count) {
        return ByteBuffer.wrap(data, from, count)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asCharBuffer()
                .toString();
    }

    private ParsedCard parseLayout() {
        char flag = text.charAt(124);
        try {
            return switch (flag) {
                case ' ' -> new ParsedCard.Sound(parseResident());
                case 'J' -> new ParsedCard.Sound(parsePermit());
                case 'I' -> new ParsedCard.Sound(parseForeigner2017());
                case 'Y' -> new ParsedCard.Sound(parseForeigner2023());
                default ->
                    new ParsedCard.Refused(FaultCode.CARD_LAYOUT_UNKNOWN.fault(
                            "this kind of card is not known here (type flag %04X)".formatted((int) flag)));
            };
        } catch (UnsoundText unsound) {
            return new ParsedCard.Refused(FaultCode.CARD_DATA_UNSOUND.fault(unsound.why));
        }
    }

    private IdCard parseResident() throws UnsoundText {
        var birth = parseBirth(36);
        var number = parseNumber18(birth);
        if (!IdCardNumber.isResident(number)) throw new UnsoundText("the number is no resident's");
        return new IdCard(
                Layout.RESIDENT,
                requireField("name", 0, 30),
                "",
                parseSex(30),
                parseNation(),
                "",
                birth,
                cleanField("address", 52, 70),
                number,
                cleanField("authority", 158, 30),
                parseValidFrom(),
                parseValidTo(),
                "",
                0,
                sam);
    }

    private IdCard parsePermit() throws UnsoundText {
        var birth = parseBirth(36);
        var number = parseNumber18(birth);
        if (!IdCardNumber.isPermit(number)) throw new UnsoundText("the number is no residence permit's");
        return new IdCard(
                Layout.HK_MACAO_TAIWAN,
                requireField("name", 0, 30),
                "",
                parseSex(30),
                "",
                "",
                birth,
                cleanField("address", 52, 70),
                number,
                cleanField("authority", 158, 30),
                parseValidFrom(),
                parseValidTo(),
                cleanField("permit number", 220, 18),
                parseCount("issue count", 238),
                sam);
    }

    private IdCard parseForeigner2017() throws UnsoundText {
        var birth = parseBirth(220);
        var country = parseCountry(152);
        var number = cleanField("number", 122, 30);
        requireNoProblem(IdCardNumber.findForeignerProblem(number, country, birth));
        return new IdCard(
                Layout.FOREIGNER_2017,
                cleanField("Chinese name", 158, 30),
                requireField("name", 0, 120),
                parseSex(120),
                "",
                country,
                birth,
                "",
                number,
                cleanField("authority", 240, 8),
                parseValidFrom(),
                parseValidTo(),
                "",
                0,
                sam);
    }

    private IdCard parseForeigner2023() throws UnsoundText {
        var birth = parseBirth(36);
        var number = parseNumber18(birth);
        if (number.charAt(0) != '9') throw new UnsoundText("the number is no foreigner's");
        // the name continues in a second field: a blank at the join belongs to it
        var foreignName = cleanText("foreign name", rawField(52, 70) + rawField(220, 22));
        if (foreignName.isEmpty()) throw new UnsoundText("the foreign name is missing");
        return new IdCard(
                Layout.FOREIGNER_2023,
                cleanField("Chinese name", 0, 30),
                foreignName,
                parseSex(30),
                "",
                parseCountry(242),
                birth,
                "",
                number,
                IMMIGRATION,
                parseValidFrom(),
                parseValidTo(),
                "",
                parseCount("renewal count", 32),
                sam);
    }

    private String parseNumber18(LocalDate birth) throws UnsoundText {
        var number = cleanField("number", 122, 36);
        requireNoProblem(ResidentNumber.findProblem(number, birth));
        return number;
    }

    private static void requireNoProblem(Optional<String> wrong) throws UnsoundText {
        if (wrong.isPresent()) throw new UnsoundText("the number " + wrong.get());
    }

    /// GB/T 2261.1.
    private int parseSex(int at) throws UnsoundText {
        var code = cleanField("sex", at, 2);
        if (!code.matches("[0129]")) throw new UnsoundText("the sex is no code of GB/T 2261.1");
        return code.charAt(0) - '0';
    }

    /// GB/T 3304.
    private String parseNation() throws UnsoundText {
        var code = cleanField("nation", 32, 4);
        if (!code.matches("[0-9]{2}")) throw new UnsoundText("the nation is no code of GB/T 3304");
        return code;
    }

    /// GB/T 2659, three letters.
    private String parseCountry(int at) throws UnsoundText {
        var code = cleanField("country", at, 6);
        if (!code.matches("[A-Z]{3}")) throw new UnsoundText("the country is no code of GB/T 2659");
        return code;
    }

    private int parseCount(String what, int at) throws UnsoundText {
        var digits = cleanField(what, at, 4);
        if (!digits.matches("[0-9]{0,2}")) throw new UnsoundText("the " + what + " is no number");
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    private LocalDate parseDate(String what, int at) throws UnsoundText {
        return ResidentNumber.parseDate(cleanField(what, at, 16))
                .orElseThrow(() -> new UnsoundText("the " + what + " is no date"));
    }

    /// Date of birth, which must be before the date of issue.
    private LocalDate parseBirth(int at) throws UnsoundText {
        var birth = parseDate("birth date", at);
        var wrong = PlausibilityChecks.findBirthProblem(birth, parseValidFrom());
        if (wrong.isPresent()) throw new UnsoundText("the birth date " + wrong.get());
        return birth;
    }

    private LocalDate parseValidFrom() throws UnsoundText {
        return parseDate("first day of validity", 188);
    }

    private Optional<LocalDate> parseValidTo() throws UnsoundText {
        if (cleanField("last day of validity", 204, 16).equals(LONG_TERM)) return Optional.empty();
        var end = parseDate("last day of validity", 204);
        if (end.isBefore(parseValidFrom())) throw new UnsoundText("the card ends before it begins");
        return Optional.of(end);
    }

    private String requireField(String what, int at, int bytes) throws UnsoundText {
        var value = cleanField(what, at, bytes);
        if (value.isEmpty()) throw new UnsoundText("the " + what + " is missing");
        return value;
    }

    private String cleanField(String what, int at, int bytes) throws UnsoundText {
        return cleanText(what, rawField(at, bytes));
    }

    private String rawField(int at, int bytes) {
        return text.substring(at / 2, (at + bytes) / 2);
    }

    /// Strips the padding. Private-use characters and surrogate pairs stay: rare names are written with them. A
    /// pair that is cut by the end of the field loses its first half, too, as the name lost its rest.
    private static String cleanText(String what, String raw) throws UnsoundText {
        int end = raw.length();
        while (end > 0 && (raw.charAt(end - 1) == ' ' || raw.charAt(end - 1) == 0)) end--;
        if (end == raw.length() && end > 0 && Character.isHighSurrogate(raw.charAt(end - 1))) end--;
        var text = raw.substring(0, end);
        boolean broken = text.codePoints()
                .anyMatch(c -> Character.isISOControl(c) || c == 0xFFFD || (c >= 0xD800 && c <= 0xDFFF));
        if (broken || PlausibilityChecks.hasInvisibleCharacters(text))
            throw new UnsoundText("the " + what + " holds what is no text");
        return text;
    }
}
