package org.openstm.device.desk;

import java.time.Duration;
import org.openstm.device.DeviceClass;
import org.openstm.device.DeviceStatus;

/// What staff see of a device.
///
/// @param link as configured
/// @param status the last one known
/// @param age how old it is
public record DeviceView(
        String id, DeviceClass deviceClass, String driver, String link, DeviceStatus status, Duration age) {}
