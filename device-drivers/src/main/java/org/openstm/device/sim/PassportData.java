package org.openstm.device.sim;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/// What stands in an invented passport or permit, and what is wrong with it.
///
/// @param lines places of a line: 44 for a passport, 30 for a card
/// @param names as in the lines: `LI<<XIULAN`
/// @param birth six digits, as in the lines
/// @param personal number, or empty
/// @param nativeName in data group 11, or empty: then there is no such group
/// @param fullBirth eight digits in data group 11
/// @param can the number on the front of a card that knows PACE; empty where it knows BAC only
/// @param chip which key of its own it has: `ec`, `rsa`, `rsa-old`, or none
/// @param wrong see [#WRONGS]
record PassportData(
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

    PassportData with(String change) {
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

    /// The lines without a break.
    byte[] zone() {
        var text = lines == CARD ? card() : book();
        // its signer has signed that, too
        if (wrong.contains("mrz=digit"))
            text = text.substring(0, text.length() - CARD - 1) + "X" + text.substring(text.length() - CARD);
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private String book() {
        var first = filled(code, 2) + issuer + filled(names, 39);
        var second = dotted(filled(number, 9))
                + nationality
                + dotted(birth)
                + sex
                + dotted(expiry)
                + filled(personal, 14)
                + (personal.isEmpty() ? "<" : digit(filled(personal, 14)));
        var whole = second.substring(0, 10) + second.substring(13, 20) + second.substring(21);
        return first + second + digit(whole);
    }

    private String card() {
        var first = filled(code, 2) + issuer + dotted(filled(number, 9)) + filled(personal, 15);
        var second = dotted(birth) + sex + dotted(expiry) + nationality + filled("", 11);
        var whole = first.substring(5) + second.substring(0, 7) + second.substring(8, 15) + second.substring(18);
        return first + second + digit(whole) + filled(names, CARD);
    }

    /// What a reader must know to open it.
    byte[] secret() {
        return (dotted(filled(number, 9)) + dotted(birth) + dotted(expiry)).getBytes(StandardCharsets.US_ASCII);
    }

    private static String filled(String text, int places) {
        return (text + "<".repeat(places)).substring(0, places);
    }

    private static String dotted(String field) {
        return field + digit(field);
    }

    private static String digit(String field) {
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
