/// Draws a [org.openstm.print.Sheet]: as ESC/POS bytes, PDF, PNG or plain text.
///
/// Arrows: print and print.typeset only. Thread: whoever calls; fonts are loaded once and shared,
/// and one PDF is made at a time. Why one layout for all: what was looked at as a picture is what
/// the roll and the page show. Pictures and PDF measure with the fonts that they draw with, so a
/// line never runs over its column in either.
@NullMarked
package org.openstm.print.render;

import org.jspecify.annotations.NullMarked;
