/// The device API of the kiosk: one small blocking port per device class, and the types for its state.
///
/// Arrows: sees `org.openstm.print` (a receipt printer takes a sheet), nothing of the kiosk. Thread: each device
/// has one executor (a platform thread); a driver's port is called on that thread only, and interrupting it is how
/// a session releases a device. Words: states and completion from XFS4IoT, claim and health check levels from
/// UnifiedPOS. Why results are values: a missing card or an empty roll is an everyday answer, not an exception.
@NullMarked
package org.openstm.device;

import org.jspecify.annotations.NullMarked;
