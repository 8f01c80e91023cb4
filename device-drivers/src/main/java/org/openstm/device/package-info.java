/// What the app sees of any device: one small blocking port per device class, and the words for its state.
///
/// Arrows: knows `org.openstm.print` (a receipt printer takes a sheet), nothing of the kiosk.
/// Thread: each device has one lane (a platform thread); a port is called on that lane only, and
/// interrupting it is how a session lets go of a device. Words: states and completion from XFS4IoT,
/// claim and health check levels from UnifiedPOS. Why results are values: a missing card or an
/// empty roll is an everyday answer, not an exception.
@NullMarked
package org.openstm.device;

import org.jspecify.annotations.NullMarked;
