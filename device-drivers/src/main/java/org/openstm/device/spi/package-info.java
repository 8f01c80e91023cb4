/// What one implements to bring a new device: a [Driver], found by `ServiceLoader`.
///
/// Arrows: knows ports and links; desk, host, bundle and drivers know it. Thread: `open` is called
/// on the device's lane. Why this small: everything that a driver needs of the house comes in one
/// [DriverContext], so that a driver can move into a process of its own without a change.
@NullMarked
package org.openstm.device.spi;

import org.jspecify.annotations.NullMarked;
