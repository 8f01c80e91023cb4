package org.openstm.device.driver;

import java.time.LocalDate;
import java.util.Optional;

/// Plausibility of a document's data: values that are valid in themselves but impossible together. Judged without
/// this machine's clock, which may be wrong.
public final class PlausibilityChecks {
    private static final int LONGEST_LIFE = 150;

    /// Invisible letters of other scripts, beside the formatting characters.
    private static final String SHAPELESS = "\u034F\u115F\u1160\u2028\u2029\u3164\uFFA0";

    private PlausibilityChecks() {}

    /// @param issued first day of the document that contains this date of birth
    /// @return the problem, or nothing
    public static Optional<String> findBirthProblem(LocalDate birth, LocalDate issued) {
        if (birth.isAfter(issued)) return Optional.of("is after the day of issue");
        if (birth.isBefore(issued.minusYears(LONGEST_LIFE))) return Optional.of("is longer ago than anybody lives");
        return Optional.empty();
    }

    /// Whether a text has invisible characters: they could reverse the words of a receipt (bidirectional controls),
    /// or make two names of one (zero-width characters).
    public static boolean hasInvisibleCharacters(String text) {
        return text.codePoints().anyMatch(c -> Character.getType(c) == Character.FORMAT || SHAPELESS.indexOf(c) >= 0);
    }
}
