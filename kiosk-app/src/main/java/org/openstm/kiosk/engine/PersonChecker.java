package org.openstm.kiosk.engine;

import java.time.Duration;

/// Whether an officer of the branch confirms that person and card belong together (level L3).
@FunctionalInterface
public interface PersonChecker {
    /// Nobody is registered who could.
    PersonChecker NOBODY = (_, _) -> new PersonCheckResult.NoOfficer();

    sealed interface PersonCheckResult {
        /// @param officer number of who confirmed
        record Confirmed(String officer) implements PersonCheckResult {}

        /// Number or code; which of the two is never said.
        record WrongCode() implements PersonCheckResult {}

        /// Too many wrong tries; nothing was looked at.
        record MustWait(Duration left) implements PersonCheckResult {}

        record NoOfficer() implements PersonCheckResult {}
    }

    /// @param officer as typed, four digits
    /// @param code one-use code of six digits
    PersonCheckResult checkPerson(String officer, String code);
}
