/// A simulated board of guide lights and sensors.
///
/// Arrows: sees `sim.link` and `DeviceClass`; only [org.openstm.device.sim.SimulatorFactory] sees it. Thread:
/// the port's own. Why it does not use the driver's tables: it answers the protocol as the documentation of
/// `driver.lights.board` defines it, so that the driver is tested against the definition.
@NullMarked
package org.openstm.device.sim.lights;

import org.jspecify.annotations.NullMarked;
