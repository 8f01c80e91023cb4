/// The screen: [Screens] says what is on it (a value, tested without a window), [Draw] makes nodes
/// of it.
///
/// Arrows: sees `session`, `catalog`, `form`; never engine, journal, dispatch, central or a device.
/// Thread: [Screens] any, [Draw] and [Stagehand] the FX thread. Why values first: what a citizen
/// reads is checked in both languages without drawing it.
@NullMarked
package org.openstm.kiosk.ui;

import org.jspecify.annotations.NullMarked;
