/// What drivers of several protocols share: the rules of the numbers that cards carry, and what of a maker's
/// words may be told.
///
/// Arrows: the JDK only; any driver sees it, no simulator does: a simulator and its driver read a protocol each by
/// itself. Thread: none, pure functions.
@NullMarked
package org.openstm.device.driver;

import org.jspecify.annotations.NullMarked;
