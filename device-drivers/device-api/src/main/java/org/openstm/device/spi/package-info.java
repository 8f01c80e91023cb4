/// The interface for a new device: a [Driver], found by `ServiceLoader`.
///
/// Arrows: sees ports and links; device manager, host, bundle and drivers use it. Thread: `open` is called on the
/// device's executor. Why this small: one [DriverContext] holds everything that a driver needs, so that a driver
/// can move into a process of its own without a change.
@NullMarked
package org.openstm.device.spi;

import org.jspecify.annotations.NullMarked;
