/// Model of printed documents: a [Template] filled with [Fields] becomes a [Sheet] of [Block]s for one [Media], on
/// the [Stationery] that its pages have in common.
///
/// Arrows: sees nothing of ours: no device, no screen and no network. Thread: the caller's; everything here is a
/// value. Why a value and not a stream of printer commands: the same sheet is drawn as a picture, as ESC/POS for
/// the installed printer, as PDF, and as plain text for tests and for reading aloud.
@NullMarked
package org.openstm.print;

import org.jspecify.annotations.NullMarked;
