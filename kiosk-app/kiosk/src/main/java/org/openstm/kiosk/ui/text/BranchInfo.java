package org.openstm.kiosk.ui.text;

import org.openstm.kiosk.catalog.LocalizedText;
import org.openstm.kiosk.catalog.OpeningHours;

/// Details of the branch for the top strip and for refusals.
///
/// @param nearest nearest other open branch
/// @param window counter where staff serve
/// @param windowHours opening hours of the counter; around the clock if not configured, and then not shown
public record BranchInfo(
        LocalizedText title,
        LocalizedText place,
        LocalizedText nearest,
        LocalizedText window,
        OpeningHours windowHours) {
    /// A branch that has configured no counter hours.
    public BranchInfo(LocalizedText title, LocalizedText place, LocalizedText nearest, LocalizedText window) {
        this(title, place, nearest, window, OpeningHours.ALWAYS);
    }
}
