package org.openstm.kiosk.engine;

import java.time.Duration;

/// Has an officer of the branch confirm that person and card belong together (level L3).
@FunctionalInterface
public interface PersonChecker {
    /// No officer is registered for it.
    PersonChecker NOBODY = (_, _) -> new PersonCheckResult.NoOfficer();

    sealed interface PersonCheckResult {
        /// @param officer number of the officer who confirmed
        record Confirmed(String officer) implements PersonCheckResult {}

        /// Number or code is wrong; which of the two is never revealed.
        record WrongCode() implements PersonCheckResult {}

        /// Too many wrong tries; the entry was not checked.
        record MustWait(Duration left) implements PersonCheckResult {}

        record NoOfficer() implements PersonCheckResult {}
    }

    /// @param officer as typed, four digits
    /// @param code one-use code of six digits
    PersonCheckResult checkPerson(String officer, String code);
}
