/// Threads that live as long as the program: a watch that ends for good on one exception leaves a terminal that
/// looks well and serves nobody.
///
/// Arrows: the JDK only; the desk and the kiosk's watches use it. Thread: each loop has its own. Why not an
/// executor's schedule: it drops a task that throws once, without a word.
@NullMarked
package org.openstm.device.supervision;

import org.jspecify.annotations.NullMarked;
