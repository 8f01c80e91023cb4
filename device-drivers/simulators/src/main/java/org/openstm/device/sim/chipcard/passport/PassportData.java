package org.openstm.device.sim.chipcard.passport;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/// The data of an invented passport or permit, and its errors.
///
/// @param lines length of a line: 44 for a passport, 30 for a card
/// @param names as in the lines: `LI<<XIULAN`
/// @param birth six digits, as in the lines
/// @param personal number, or empty
/// @param nativeName in data group 11, or empty: then there is no such group
/// @param fullBirth eight digits in data group 11
/// @param can the number on the front of a card that supports PACE; empty for BAC only
/// @param chip kind of its own key: `ec`, `rsa`, `rsa-old`, or none
/// @param wrong see [#WRONGS]
public record PassportData(
        int lines,
        String code,
        String issuer,
        String names,
        String number,
        String nationality,
        String birth,
        String sex,
        String expiry,
        String personal,
        String nativeName,
        String fullBirth,
        String can,
        String chip,
        Set<String> wrong) {
    static final Set<String> WRONGS = Set.of(
            "chip=copied",
            "chip=dumb",
            "chip=rsa",
            "chip=rsa-old",
            "dg1=changed",
            "dg11=long",
            "mrz=digit",
            "sod=broken",
            "sod=expired",
            "sod=foreign",
            "sod=stranger",
            "sod=unknown",
            "sod=none");

    private static final int CARD = 30;

    public PassportData withFault(String change) {
        if (!WRONGS.contains(change))
            throw new IllegalArgumentException("a document can have " + WRONGS + ", not " + change);
        var more = new HashSet<>(wrong);
        more.add(change);
        return new PassportData(
                lines,
                code,
                issuer,
                names,
                number,
                nationality,
                birth,
                sex,
                expiry,
                personal,
                nativeName,
                fullBirth,
                can,
                change.startsWith("chip=rsa") ? change.substring(5) : chip,
                more);
    }

    /// The lines without line breaks.
    byte[] machineReadableZone() {
        var text = lines == CARD ? cardLines() : bookLines();
        // this error is signed, too
        if (wrong.contains("mrz=digit"))
            text = text.substring(0, text.length() - CARD - 1) + "X" + text.substring(text.length() - CARD);
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private String bookLines() {
        var first = fillPlaces(code, 2) + issuer + fillPlaces(names, 39);
        var second = withCheckDigit(fillPlaces(number, 9))
                + nationality
                + withCheckDigit(birth)
                + sex
                + withCheckDigit(expiry)
                + fillPlaces(personal, 14)
                + (personal.isEmpty() ? "<" : checkDigit(fillPlaces(personal, 14)));
        var whole = second.substring(0, 10) + second.substring(13, 20) + second.substring(21);
        return first + second + checkDigit(whole);
    }

    private String cardLines() {
        var first = fillPlaces(code, 2) + issuer + withCheckDigit(fillPlaces(number, 9)) + fillPlaces(personal, 15);
        var second = withCheckDigit(birth) + sex + withCheckDigit(expiry) + nationality + fillPlaces("", 11);
        var whole = first.substring(5) + second.substring(0, 7) + second.substring(8, 15) + second.substring(18);
        return first + second + checkDigit(whole) + fillPlaces(names, CARD);
    }

    /// The key that opens the chip.
    byte[] accessSecret() {
        return (withCheckDigit(fillPlaces(number, 9)) + withCheckDigit(birth) + withCheckDigit(expiry))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String fillPlaces(String text, int places) {
        return (text + "<".repeat(places)).substring(0, places);
    }

    private static String withCheckDigit(String field) {
        return field + checkDigit(field);
    }

    private static String checkDigit(String field) {
        int sum = 0;
        int[] weights = {7, 3, 1};
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            int value = c >= 'A' && c <= 'Z' ? c - 'A' + 10 : c == '<' ? 0 : c - '0';
            sum += value * weights[i % 3];
        }
        return String.valueOf(sum % 10);
    }
}
