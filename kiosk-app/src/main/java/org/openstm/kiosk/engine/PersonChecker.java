package org.openstm.kiosk.engine;

import java.time.Duration;

/// Whether an officer of the branch confirms that person and card belong together (level L3).
@FunctionalInterface
public interface PersonChecker {
    /// Nobody is registered who could.
    PersonChecker NOBODY = (_, _) -> new Result.Nobody();

    sealed interface Result {
        /// @param officer number of who confirmed
        record Confirmed(String officer) implements Result {}

        /// Number or code; which of the two is never said.
        record Wrong() implements Result {}

        /// Too many wrong tries; nothing was looked at.
        record Wait(Duration left) implements Result {}

        record Nobody() implements Result {}
    }

    /// @param officer as typed, four digits
    /// @param code one-use code of six digits
    Result check(String officer, String code);
}
