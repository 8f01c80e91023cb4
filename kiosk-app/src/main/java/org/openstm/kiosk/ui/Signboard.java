package org.openstm.kiosk.ui;

import org.openstm.kiosk.catalog.Words;

/// What the top strip says of this terminal, and where else to go.
///
/// @param nearest nearest other place that is open
/// @param window where staff serve by hand
public record Signboard(Words title, Words place, Words nearest, Words window) {}
