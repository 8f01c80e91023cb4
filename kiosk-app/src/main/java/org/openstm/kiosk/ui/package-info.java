/// The screen: [ScreenComposer] says what is on it (a value, tested without a window), [PartRenderer] makes nodes
/// of it.
///
/// Arrows: sees `session`, `catalog`, `form`; never engine, journal, dispatch, central or a device.
/// Thread: [ScreenComposer] any, [PartRenderer] and [KioskView] the FX thread. Why values first: what a citizen
/// reads is checked in both languages without drawing it.
@NullMarked
package org.openstm.kiosk.ui;

import org.jspecify.annotations.NullMarked;
