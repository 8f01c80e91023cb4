package org.openstm.device.driver;

import java.time.LocalDate;
import java.util.Optional;

/// What a document may say of a person: sound in itself, and still impossible. Judged without this
/// machine's clock, which may be wrong.
public final class PlausibilityChecks {
    private static final int LONGEST_LIFE = 150;

    /// Letters of other scripts that have no shape, beside the characters that are for formatting only.
    private static final String SHAPELESS = "\u034F\u115F\u1160\u2028\u2029\u3164\uFFA0";

    private PlausibilityChecks() {}

    /// @param issued the first day of the document that names this birth
    /// @return what is wrong, or nothing
    public static Optional<String> findBirthProblem(LocalDate birth, LocalDate issued) {
        if (birth.isAfter(issued)) return Optional.of("is after the day of issue");
        if (birth.isBefore(issued.minusYears(LONGEST_LIFE))) return Optional.of("is longer ago than anybody lives");
        return Optional.empty();
    }

    /// Whether a text holds what no eye sees: it would turn the words of a slip round (bidirectional
    /// controls), or make two names of one (zero-width characters).
    public static boolean hasInvisibleCharacters(String text) {
        return text.codePoints().anyMatch(c -> Character.getType(c) == Character.FORMAT || SHAPELESS.indexOf(c) >= 0);
    }
}
