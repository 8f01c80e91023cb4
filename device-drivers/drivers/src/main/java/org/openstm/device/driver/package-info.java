/// Code shared by drivers of several protocols: the rules of the numbers on cards, and the filter for makers'
/// messages.
///
/// Arrows: sees the JDK only; any driver uses it, no simulator does: a simulator and its driver each implement a
/// protocol independently. Thread: none, pure functions.
@NullMarked
package org.openstm.device.driver;

import org.jspecify.annotations.NullMarked;
