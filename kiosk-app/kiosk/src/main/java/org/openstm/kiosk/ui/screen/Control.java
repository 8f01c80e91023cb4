package org.openstm.kiosk.ui.screen;

import org.openstm.kiosk.session.model.SessionEvent;

/// A touch target.
///
/// @param id intent-named (`theme/pension`, `confirm`): tests, walks and accessibility use the same
/// name
/// @param icon name in icons.properties, or empty
public record Control(String id, String label, String icon, ButtonLook look, SessionEvent.TouchEvent event) {
    public Control {
        assert ControlIds.isKnown(id) : id + " is not listed in ControlIds";
    }

    public enum ButtonLook {
        /// The next step: filled.
        PRIMARY,
        /// Another way on: blue edge.
        SECONDARY,
        /// Back and secondary: grey edge.
        QUIET,
        /// Selected or switched on.
        ON,
        /// Leave.
        DANGER,
        /// Disabled; the reason is beside it or in its label.
        OFF,
        /// Call staff.
        HELP
    }

    /// The same with another style.
    Control withLook(ButtonLook other) {
        return new Control(id, label, icon, other, event);
    }
}
