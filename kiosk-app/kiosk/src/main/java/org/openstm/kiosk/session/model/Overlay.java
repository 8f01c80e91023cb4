package org.openstm.kiosk.session.model;

import java.time.Instant;
import java.util.Optional;

/// What may cover any state.
public sealed interface Overlay {
    record NoOverlay() implements Overlay {}

    /// Asks whether to leave.
    record LeaveQuestion() implements Overlay {}

    /// Idle warning.
    record IdleWarning(Instant ends) implements Overlay {}

    /// Staff have been called.
    ///
    /// @param ticket empty while the call is being sent, `-` when it failed
    /// @param seen whether a member of staff has acknowledged the call
    record HelpCalled(String ticket, boolean seen) implements Overlay {
        public HelpCalled(String ticket) {
            this(ticket, false);
        }
    }

    /// Information to read; the state below it does not change.
    ///
    /// @param help the help page from which it was opened, when staff have been called
    record InfoSheet(InfoTopic topic, Optional<HelpCalled> help) implements Overlay {}

    enum InfoTopic {
        /// How to continue at a counter window.
        WINDOW,
        /// How to continue at another terminal.
        TERMINAL,
        /// The guide of the item.
        GUIDE,
        /// Everything that the citizen signs.
        COMMITMENT
    }

    /// The session is over and a card still lies on the reader.
    record CardLeftBehind(Instant since) implements Overlay {}
}
