package org.openstm.device.contract;

import org.openstm.device.Lights.Sensor;

/// A board of lights and sensors, and a person who looks at the lights and moves before the sensors.
public interface LightsRig extends Rig {
    /// The visible lights: `card blinks, slip glows`, in alphabetical order; empty when all are dark.
    String seen();

    void sense(Sensor sensor, boolean on);
}
