package org.openstm.device.manager;

import java.time.Duration;
import org.openstm.device.DeviceClass;

/// A device was used, and what came of it; nothing of what was read or printed.
///
/// @param kind `command`, or `status` where it was only asked how it is
/// @param took from when it was free for this use
/// @param result `done`, or the code of the fault
public record DeviceUse(String id, DeviceClass deviceClass, String kind, Duration took, String result) {}
