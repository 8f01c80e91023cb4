/// Draws a [org.openstm.print.Sheet]: as ESC/POS bytes, PDF, PNG or plain text.
///
/// Arrows: print and print.typeset only. Thread: whoever calls; fonts are loaded once and shared.
/// Why one layout for all: what was looked at as a picture is what the roll and the page show.
@NullMarked
package org.openstm.print.render;

import org.jspecify.annotations.NullMarked;
