package org.openstm.device.driver.idcard.samv;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDate;
import java.util.Optional;
import org.openstm.device.Fault;
import org.openstm.device.IdCard;
import org.openstm.device.IdCard.Layout;
import org.openstm.device.WhoActs;
import org.openstm.device.driver.Plausible;
import org.openstm.device.driver.ResidentNumber;

/// The 256-byte text block of a chip (UTF-16LE, padded with blanks), in four layouts told apart by
/// the two bytes at 248. Nothing is guessed: whatever does not fit makes the whole card unreadable.
final class CardText {
    static final int TEXT = 256;
    private static final int HEADER = 4;
    private static final String LONG_TERM = "长期";
    private static final String IMMIGRATION = "国家移民管理局";

    sealed interface Parsed {
        record Sound(IdCard card) implements Parsed {}

        record Refused(Fault fault) implements Parsed {}
    }

    /// What makes a card unsound; it stays inside this class.
    private static final class Unsound extends Exception {
        private final String why;

        Unsound(String why) {
            super(why, null, false, false);
            this.why = why;
        }
    }

    private final String text;
    private final String sam;

    private CardText(String text, String sam) {
        this.text = text;
        this.sam = sam;
    }

    /// Whether the data of an answer can be a card: a header with the two lengths, then the whole text. The
    /// photo may be short or missing.
    static boolean sound(byte[] data) {
        return data.length >= HEADER + TEXT && data[0] == TEXT >> 8 && data[1] == 0;
    }

    /// @param data of a read answer that is [#sound]
    static Parsed parse(byte[] data, String sam) {
        var text = characters(data, HEADER, TEXT);
        return new CardText(text, sam).parsed();
    }

    /// Not by a charset: it would replace half a pair, and with it hide where a field was cut.
    private static String characters(byte[] data, int from, int count) {
        return ByteBuffer.wrap(data, from, count)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asCharBuffer()
                .toString();
    }

    private Parsed parsed() {
        char flag = text.charAt(124);
        try {
            return switch (flag) {
                case ' ' -> new Parsed.Sound(resident());
                case 'J' -> new Parsed.Sound(permit());
                case 'I' -> new Parsed.Sound(foreigner2017());
                case 'Y' -> new Parsed.Sound(foreigner2023());
                default ->
                    new Parsed.Refused(new Fault(
                            "card-layout-unknown",
                            WhoActs.STAFF,
                            "this kind of card is not known here (type flag %04X)".formatted((int) flag)));
            };
        } catch (Unsound unsound) {
            return new Parsed.Refused(new Fault("card-data-unsound", WhoActs.STAFF, unsound.why));
        }
    }

    private IdCard resident() throws Unsound {
        var birth = birth(36);
        var number = number18(birth);
        if (!CardNumber.resident(number)) throw new Unsound("the number is no resident's");
        return new IdCard(
                Layout.RESIDENT,
                must("name", 0, 30),
                "",
                sex(30),
                nation(),
                "",
                birth,
                field("address", 52, 70),
                number,
                field("authority", 158, 30),
                validFrom(),
                validTo(),
                "",
                0,
                sam);
    }

    private IdCard permit() throws Unsound {
        var birth = birth(36);
        var number = number18(birth);
        if (!CardNumber.permit(number)) throw new Unsound("the number is no residence permit's");
        return new IdCard(
                Layout.HK_MACAO_TAIWAN,
                must("name", 0, 30),
                "",
                sex(30),
                "",
                "",
                birth,
                field("address", 52, 70),
                number,
                field("authority", 158, 30),
                validFrom(),
                validTo(),
                field("permit number", 220, 18),
                count("issue count", 238),
                sam);
    }

    private IdCard foreigner2017() throws Unsound {
        var birth = birth(220);
        var country = country(152);
        var number = field("number", 122, 30);
        refuse(CardNumber.wrongIn15(number, country, birth));
        return new IdCard(
                Layout.FOREIGNER_2017,
                field("Chinese name", 158, 30),
                must("name", 0, 120),
                sex(120),
                "",
                country,
                birth,
                "",
                number,
                field("authority", 240, 8),
                validFrom(),
                validTo(),
                "",
                0,
                sam);
    }

    private IdCard foreigner2023() throws Unsound {
        var birth = birth(36);
        var number = number18(birth);
        if (number.charAt(0) != '9') throw new Unsound("the number is no foreigner's");
        // the name runs on in a second place: a blank at the seam belongs to it
        var foreignName = clean("foreign name", raw(52, 70) + raw(220, 22));
        if (foreignName.isEmpty()) throw new Unsound("the foreign name is missing");
        return new IdCard(
                Layout.FOREIGNER_2023,
                field("Chinese name", 0, 30),
                foreignName,
                sex(30),
                "",
                country(242),
                birth,
                "",
                number,
                IMMIGRATION,
                validFrom(),
                validTo(),
                "",
                count("renewal count", 32),
                sam);
    }

    private String number18(LocalDate birth) throws Unsound {
        var number = field("number", 122, 36);
        refuse(ResidentNumber.wrongIn(number, birth));
        return number;
    }

    private static void refuse(Optional<String> wrong) throws Unsound {
        if (wrong.isPresent()) throw new Unsound("the number " + wrong.get());
    }

    /// GB/T 2261.1.
    private int sex(int at) throws Unsound {
        var code = field("sex", at, 2);
        if (!code.matches("[0129]")) throw new Unsound("the sex is no code of GB/T 2261.1");
        return code.charAt(0) - '0';
    }

    /// GB/T 3304.
    private String nation() throws Unsound {
        var code = field("nation", 32, 4);
        if (!code.matches("[0-9]{2}")) throw new Unsound("the nation is no code of GB/T 3304");
        return code;
    }

    /// GB/T 2659, three letters.
    private String country(int at) throws Unsound {
        var code = field("country", at, 6);
        if (!code.matches("[A-Z]{3}")) throw new Unsound("the country is no code of GB/T 2659");
        return code;
    }

    private int count(String what, int at) throws Unsound {
        var digits = field(what, at, 4);
        if (!digits.matches("[0-9]{0,2}")) throw new Unsound("the " + what + " is no number");
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    private LocalDate date(String what, int at) throws Unsound {
        return ResidentNumber.date(field(what, at, 16)).orElseThrow(() -> new Unsound("the " + what + " is no date"));
    }

    /// A holder who was born before the card was issued.
    private LocalDate birth(int at) throws Unsound {
        var birth = date("birth date", at);
        var wrong = Plausible.wrongIn(birth, validFrom());
        if (wrong.isPresent()) throw new Unsound("the birth date " + wrong.get());
        return birth;
    }

    private LocalDate validFrom() throws Unsound {
        return date("first day of validity", 188);
    }

    private Optional<LocalDate> validTo() throws Unsound {
        if (field("last day of validity", 204, 16).equals(LONG_TERM)) return Optional.empty();
        var end = date("last day of validity", 204);
        if (end.isBefore(validFrom())) throw new Unsound("the card ends before it begins");
        return Optional.of(end);
    }

    private String must(String what, int at, int bytes) throws Unsound {
        var value = field(what, at, bytes);
        if (value.isEmpty()) throw new Unsound("the " + what + " is missing");
        return value;
    }

    private String field(String what, int at, int bytes) throws Unsound {
        return clean(what, raw(at, bytes));
    }

    private String raw(int at, int bytes) {
        return text.substring(at / 2, (at + bytes) / 2);
    }

    /// Strips the padding. Private-use characters and pairs outside the basic plane stay as they are: they
    /// are how rare names are written. A pair that the field's end cuts in two loses its first half, as the
    /// name lost its rest.
    private static String clean(String what, String raw) throws Unsound {
        int end = raw.length();
        while (end > 0 && (raw.charAt(end - 1) == ' ' || raw.charAt(end - 1) == 0)) end--;
        if (end == raw.length() && end > 0 && Character.isHighSurrogate(raw.charAt(end - 1))) end--;
        var text = raw.substring(0, end);
        boolean broken = text.codePoints()
                .anyMatch(c -> Character.isISOControl(c) || c == 0xFFFD || (c >= 0xD800 && c <= 0xDFFF));
        if (broken || Plausible.hidesSomething(text)) throw new Unsound("the " + what + " holds what is no text");
        return text;
    }
}
