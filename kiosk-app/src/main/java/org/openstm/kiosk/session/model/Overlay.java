package org.openstm.kiosk.session.model;

import java.time.Instant;
import java.util.Optional;

/// What may lie over any place.
public sealed interface Overlay {
    record NoOverlay() implements Overlay {}

    /// Leave now? One question.
    record LeaveQuestion() implements Overlay {}

    /// Idle warning.
    record IdleWarning(Instant ends) implements Overlay {}

    /// Staff has been called.
    ///
    /// @param ticket empty while the call is under way, `-` when it did not get through
    /// @param seen whether somebody of the branch has said that they come
    record HelpCalled(String ticket, boolean seen) implements Overlay {
        public HelpCalled(String ticket) {
            this(ticket, false);
        }
    }

    /// Something to read aside; the place below waits as it is.
    ///
    /// @param help under which it was opened, when staff has been called
    record InfoSheet(InfoTopic topic, Optional<HelpCalled> help) implements Overlay {}

    enum InfoTopic {
        /// Go on at a window.
        WINDOW,
        /// Go on at another terminal.
        TERMINAL,
        /// The guide of the item.
        GUIDE,
        /// All that the citizen signs.
        COMMITMENT
    }

    /// The visit is over and a card still lies on the reader.
    record CardLeftBehind(Instant since) implements Overlay {}
}
