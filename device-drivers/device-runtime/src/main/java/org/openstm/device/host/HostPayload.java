package org.openstm.device.host;

import java.util.Map;
import java.util.Optional;
import org.openstm.device.DeviceClass;
import org.openstm.device.spi.DriverContext;
import org.openstm.print.Media;

/// Payloads of opening a device.
final class HostPayload {
    record OpenRequest(DeviceClass deviceClass, String driver, DriverContext context) {}

    /// @param media of a receipt printer
    record OpenResult(Map<String, String> capabilities, Optional<Media> media) {}

    private HostPayload() {}
}
