package org.openstm.device.driver.chipcard.travel;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Collectors;
import org.openstm.device.driver.PlausibilityChecks;
import org.openstm.device.driver.iso7816.BerTlv;
import org.openstm.device.driver.iso7816.MalformedCardData;

/// Data group 11 (ICAO Doc 9303-10, 4.7.11): data that do not fit into the machine-readable lines.
///
/// @param name in the script of its own country, or empty
/// @param personalNumber or empty
record DataGroup11(String name, String personalNumber, Optional<LocalDate> birthDate) {
    static final DataGroup11 NONE = new DataGroup11("", "", Optional.empty());

    private static final int NAME = 0x5F0E;
    private static final int PERSONAL_NUMBER = 0x5F10;
    private static final int BIRTH = 0x5F2B;
    private static final int PACKED = 4;
    private static final int LONGEST = 200;

    static DataGroup11 of(byte[] file) throws MalformedCardData {
        return new DataGroup11(
                nameWords(textField(file, NAME)),
                textField(file, PERSONAL_NUMBER).replace("<", ""),
                parseBirth(BerTlv.findFirst(file, BIRTH)));
    }

    private static String textField(byte[] file, int tag) throws MalformedCardData {
        var bytes = BerTlv.findFirst(file, tag).orElse(new byte[0]);
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.length() > LONGEST
                    || text.chars().anyMatch(Character::isISOControl)
                    || PlausibilityChecks.hasInvisibleCharacters(text))
                throw new MalformedCardData("a text in data group 11 that is none");
            return text;
        } catch (CharacterCodingException _) {
            throw new MalformedCardData("a text in data group 11 that is none");
        }
    }

    /// Filler characters separate the words of a name; Chinese and its neighbours write them together.
    private static String nameWords(String name) {
        boolean together = name.codePoints().anyMatch(Character::isIdeographic);
        return Arrays.stream(name.split("[<\\s]+", -1))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(together ? "" : " "));
    }

    /// Eight digits, or packed two to a byte as in older documents; an unknown day has zeros.
    private static Optional<LocalDate> parseBirth(Optional<byte[]> said) {
        return said.map(bytes -> bytes.length == PACKED
                        ? HexFormat.of().formatHex(bytes)
                        : new String(bytes, StandardCharsets.US_ASCII))
                .flatMap(DataGroup11::parseDay);
    }

    private static Optional<LocalDate> parseDay(String digits) {
        try {
            return Optional.of(LocalDate.parse(digits, DateTimeFormatter.BASIC_ISO_DATE));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "DataGroup11";
    }
}
