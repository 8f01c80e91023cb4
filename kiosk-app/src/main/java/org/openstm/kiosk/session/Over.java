package org.openstm.kiosk.session;

import java.time.Instant;
import java.util.Optional;

/// What may lie over any place.
public sealed interface Over {
    record Nothing() implements Over {}

    /// Leave now? One question.
    record LeaveQuestion() implements Over {}

    /// Idle warning.
    record StillThere(Instant ends) implements Over {}

    /// Staff has been called.
    ///
    /// @param ticket empty while the call is under way, `-` when it did not get through
    /// @param seen whether somebody of the branch has said that they come
    record Help(String ticket, boolean seen) implements Over {
        Help(String ticket) {
            this(ticket, false);
        }
    }

    /// Something to read aside; the place below waits as it is.
    ///
    /// @param help under which it was opened, when staff has been called
    record Aside(Topic topic, Optional<Help> help) implements Over {}

    enum Topic {
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
    record CardLeft(Instant since) implements Over {}
}
