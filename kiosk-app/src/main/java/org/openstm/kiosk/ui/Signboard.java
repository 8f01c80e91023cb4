package org.openstm.kiosk.ui;

import org.openstm.kiosk.catalog.Hours;
import org.openstm.kiosk.catalog.Words;

/// What the top strip says of this terminal, and where else to go.
///
/// @param nearest nearest other place that is open
/// @param window where staff serve by hand
/// @param windowHours when they do; around the clock where nobody has said it, and then no time is named
public record Signboard(Words title, Words place, Words nearest, Words window, Hours windowHours) {
    /// A branch that has said nothing of its counter's hours.
    public Signboard(Words title, Words place, Words nearest, Words window) {
        this(title, place, nearest, window, Hours.ALWAYS);
    }
}
