package org.openstm.device.driver.idcard.samv;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Optional;

/// The numbers on the four kinds of card. Each method says what is wrong, or nothing.
final class CardNumber {
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final DateTimeFormatter STRICT =
            DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);

    private CardNumber() {}

    /// GB 11643: 18 places, check by ISO 7064 MOD 11-2, the date of birth in places 7 to 14.
    static Optional<String> wrongIn18(String number, LocalDate birth) {
        if (!number.matches("[1-9][0-9]{16}[0-9X]")) return Optional.of("is not 18 places");
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) sum += (number.charAt(i) - '0') * WEIGHTS[i];
        if ("10X98765432".charAt(sum % 11) != number.charAt(17)) return Optional.of("has a wrong check digit");
        if (!date(number.substring(6, 14)).equals(Optional.of(birth)))
            return Optional.of("does not carry the date of birth");
        return Optional.empty();
    }

    /// Whether an 18-place number belongs to a resident: a first digit 1 to 8, and no permit's region.
    static boolean resident(String number) {
        return number.charAt(0) != '9' && !permit(number);
    }

    /// 81, 82 and 83 followed by 0000: residence permits for Hong Kong, Macao and Taiwan residents.
    static boolean permit(String number) {
        return number.matches("8[123]0000.*");
    }

    /// Foreigner 2017: alpha-3, area 4, yymmdd, sequence 1, check by weights 7 3 1 (letters count from A = 10).
    static Optional<String> wrongIn15(String number, String country, LocalDate birth) {
        if (!number.matches("[A-Z]{3}[0-9]{12}")) return Optional.of("is not 15 places");
        if (!number.startsWith(country)) return Optional.of("does not carry the country");
        if (!number.substring(7, 13).equals(birth.format(DateTimeFormatter.ofPattern("uuMMdd"))))
            return Optional.of("does not carry the date of birth");
        int sum = 0;
        for (int i = 0; i < 14; i++) sum += Character.digit(number.charAt(i), 36) * new int[] {7, 3, 1}[i % 3];
        if (sum % 10 != number.charAt(14) - '0') return Optional.of("has a wrong check digit");
        return Optional.empty();
    }

    /// A date that exists, as `yyyymmdd`.
    static Optional<LocalDate> date(String text) {
        try {
            return text.matches("[0-9]{8}") ? Optional.of(LocalDate.parse(text, STRICT)) : Optional.empty();
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
