package org.openstm.device.driver;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Optional;

/// GB 11643: 18 places, check by ISO 7064 MOD 11-2, the date of birth in places 7 to 14.
public final class ResidentNumber {
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final DateTimeFormatter STRICT =
            DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);

    private ResidentNumber() {}

    /// The problem, or nothing.
    public static Optional<String> findProblem(String number, LocalDate birth) {
        if (!number.matches("[1-9][0-9]{16}[0-9X]")) return Optional.of("is not 18 places");
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) sum += (number.charAt(i) - '0') * WEIGHTS[i];
        if ("10X98765432".charAt(sum % 11) != number.charAt(17)) return Optional.of("has a wrong check digit");
        if (!parseDate(number.substring(6, 14)).equals(Optional.of(birth)))
            return Optional.of("does not carry the date of birth");
        return Optional.empty();
    }

    /// An existing date, as `yyyymmdd`.
    public static Optional<LocalDate> parseDate(String text) {
        try {
            return text.matches("[0-9]{8}") ? Optional.of(LocalDate.parse(text, STRICT)) : Optional.empty();
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
