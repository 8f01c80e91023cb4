package org.openstm.device.contract;

import org.openstm.device.Lights.Sensor;

/// A board of lights and sensors, and somebody who looks at the lights and moves before the sensors.
public interface LightsRig extends Rig {
    /// What a person sees: `card blinks, slip glows`, in the order of the alphabet; empty when all is dark.
    String seen();

    void sense(Sensor sensor, boolean on);
}
