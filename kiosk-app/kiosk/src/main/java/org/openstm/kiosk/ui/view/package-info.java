/// Draws a `Screen` with JavaFX: [KioskView] shows the latest session, [PageBuilder] lays out a page in views
/// without scrolling, [PartRenderer] turns each part into nodes.
///
/// Arrows: sees `ui.screen`, `ui.text`, `session`, `catalog`, JavaFX and ZXing (QR codes); only `app.window`
/// sees it. Thread: the FX thread; only `KioskView.showSession` may be called from any thread. Why sessions
/// are skipped when they come faster than frames: only the latest state matters to the citizen. [PageCache]
/// keeps only pages that are the same for everybody, so nothing of one citizen remains for the next.
@NullMarked
package org.openstm.kiosk.ui.view;

import org.jspecify.annotations.NullMarked;
