package org.openstm.kiosk.session;

import java.time.Instant;

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
    record Help(String ticket) implements Over {}

    /// The visit is over and a card still lies on the reader.
    record CardLeft(Instant since) implements Over {}
}
