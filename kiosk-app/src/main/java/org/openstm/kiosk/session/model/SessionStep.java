package org.openstm.kiosk.session.model;

import java.util.List;

/// What an event makes of a session: the next state, and what is to be done, in order.
public record SessionStep(Session next, List<SessionEffect> effects) {
    public SessionStep {
        effects = List.copyOf(effects);
    }

    public static SessionStep of(Session next, SessionEffect... effects) {
        return new SessionStep(next, List.of(effects));
    }
}
