/// Renders a [org.openstm.print.Sheet] as ESC/POS bytes, PDF, PNG or plain text.
///
/// Arrows: sees print and print.typeset only. Thread: the caller's; fonts are loaded once and shared, and one PDF
/// is made at a time. Why one layout for all: the roll and the page show what the picture showed. Pictures and PDF
/// measure with the fonts that they draw with, so a line never runs over its column in either.
@NullMarked
package org.openstm.print.render;

import org.jspecify.annotations.NullMarked;
