package org.openstm.device.host;

import java.util.Map;
import java.util.Optional;
import org.openstm.device.DeviceClass;
import org.openstm.device.Lights;
import org.openstm.device.spi.DriverContext;
import org.openstm.print.Media;

/// Payloads of commands and completions for which the ports have no type.
final class HostPayload {
    record OpenRequest(DeviceClass deviceClass, String driver, DriverContext context) {}

    /// @param media of a receipt printer
    record OpenResult(Map<String, String> capabilities, Optional<Media> media) {}

    record DocumentJob(byte[] pdf, String job) {}

    record LightsRequest(Map<Lights.Light, Lights.Glow> lights) {}

    record SensorRequest(Lights.Sensor sensor, boolean on) {}

    /// An empty result.
    record Done() {}

    record CountersResult(Map<String, Long> counters) {}

    private HostPayload() {}
}
