package org.openstm.device.manager;

import java.time.Duration;
import org.openstm.device.DeviceClass;

/// One use of a device and its result, without anything that was read or printed.
///
/// @param kind `command` or `status`
/// @param took duration from the moment when the device was free for this use
/// @param result `done`, or the code of the fault
public record DeviceUse(String id, DeviceClass deviceClass, String kind, Duration took, String result) {}
