/// The command line, and the only place that makes services and joins them.
///
/// Arrows: sees everything; nothing sees it. Thread: the process's main thread.
@NullMarked
package org.openstm.kiosk.app;

import org.jspecify.annotations.NullMarked;
