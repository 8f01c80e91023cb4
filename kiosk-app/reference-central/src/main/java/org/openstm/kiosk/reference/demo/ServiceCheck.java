package org.openstm.kiosk.reference.demo;

import java.util.List;
import java.util.Map;

/// One check that may refuse.
///
/// @param of the fact, or the answer; for an age: the answer that is the other person's number, or empty;
///     for a yearly limit: the answer with the reason for more, or empty
/// @param is the allowed values, separated by |, empty: any; the list; the fact that limits; the day of an
///     age check (MM-DD); forbidden words of a text, separated by |; the period before a last day (P3M)
/// @param least minimum number of characters of a text
/// @param limit number of years, times, or characters
/// @param men another limit of years for men, or 0
/// @param when answers to which the check applies, by name, their values separated by |; empty: always
public record ServiceCheck(
        CheckKind kind, String of, String is, int least, int limit, int men, String code, Map<String, String> when) {
    public enum CheckKind {
        FACT,
        AGE,
        AMOUNT,
        LIST,
        YEARLY,
        TEXT,
        /// Forbidden value of an answer.
        ANSWER,
        /// A recorded last day (`of`): allowed only from the period before it (`is`) on.
        WINDOW,
        /// An answer that must equal the record (`is`), if there is one.
        SAME,
        /// A name that does not fit on the chip of an identity card.
        NAME,
        /// A guardian must submit it: for persons younger than `limit`, or, without a limit, always.
        GUARDIAN
    }

    public boolean counts(Map<String, String> answers) {
        return when.entrySet().stream()
                .allMatch(need ->
                        List.of(need.getValue().split("\\|", -1)).contains(answers.getOrDefault(need.getKey(), "")));
    }
}
