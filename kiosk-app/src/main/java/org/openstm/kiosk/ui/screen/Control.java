package org.openstm.kiosk.ui.screen;

import org.openstm.kiosk.session.model.SessionEvent;

/// Something to touch.
///
/// @param id intent-named (`theme/pension`, `confirm`): tests, walks and accessibility use the same
/// name
/// @param icon name in icons.properties, or empty
public record Control(String id, String label, String icon, ButtonLook look, SessionEvent.TouchEvent event) {
    public Control {
        assert ControlIds.isKnown(id) : id + " does not stand in ControlIds";
    }

    public enum ButtonLook {
        /// The next step: filled.
        PRIMARY,
        /// Another way on: blue edge.
        SECONDARY,
        /// Back and aside: grey edge.
        QUIET,
        /// Chosen or switched on.
        ON,
        /// Leave.
        DANGER,
        /// Cannot be used now; the reason stands beside it or in its label.
        OFF,
        /// Call staff.
        HELP
    }

    /// The same with another look.
    Control withLook(ButtonLook other) {
        return new Control(id, label, icon, other, event);
    }
}
