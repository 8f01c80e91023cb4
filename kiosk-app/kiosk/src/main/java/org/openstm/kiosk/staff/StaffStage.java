package org.openstm.kiosk.staff;

import java.util.Optional;

/// Whether staff are still logging in, or logged in with a page in view.
public sealed interface StaffStage {
    /// The next entry of the login.
    enum LoginQuestion {
        NUMBER,
        PIN,
        CODE
    }

    /// Not authenticated yet.
    ///
    /// @param entry digits of the current entry
    /// @param checking whether the reply is pending
    record StaffLoginForm(
            LoginQuestion asked,
            String number,
            String pin,
            String entry,
            Optional<StaffEvent.LoginRefused> refused,
            boolean checking)
            implements StaffStage {
        static final StaffLoginForm CLOSED =
                new StaffLoginForm(LoginQuestion.NUMBER, "", "", "", Optional.empty(), false);

        /// Number of digits of the current entry.
        public int length() {
            return switch (asked) {
                case NUMBER -> 4;
                case PIN, CODE -> 6;
            };
        }

        StaffLoginForm withTyped(String now) {
            return new StaffLoginForm(asked, number, pin, now, Optional.empty(), checking);
        }

        @Override
        public String toString() {
            return "StaffLoginForm[" + asked + "]"; // never with its secrets
        }
    }

    /// Logged in.
    record LoggedIn(Officer officer, StaffView view) implements StaffStage {}
}
