package org.openstm.kiosk.ui.text;

import org.openstm.kiosk.catalog.LocalizedText;
import org.openstm.kiosk.catalog.OpeningHours;

/// What the top strip says of this terminal, and where else to go.
///
/// @param nearest nearest other place that is open
/// @param window where staff serve by hand
/// @param windowHours when they do; around the clock where nobody has said it, and then no time is named
public record BranchInfo(
        LocalizedText title,
        LocalizedText place,
        LocalizedText nearest,
        LocalizedText window,
        OpeningHours windowHours) {
    /// A branch that has said nothing of its counter's hours.
    public BranchInfo(LocalizedText title, LocalizedText place, LocalizedText nearest, LocalizedText window) {
        this(title, place, nearest, window, OpeningHours.ALWAYS);
    }
}
