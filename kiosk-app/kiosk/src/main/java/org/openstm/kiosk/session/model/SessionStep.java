package org.openstm.kiosk.session.model;

import java.util.List;

/// Result of an event: the next state, and the effects in order.
public record SessionStep(Session next, List<SessionEffect> effects) {
    public SessionStep {
        effects = List.copyOf(effects);
    }

    public static SessionStep of(Session next, SessionEffect... effects) {
        return new SessionStep(next, List.of(effects));
    }
}
