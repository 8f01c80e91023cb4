package org.openstm.device.manager;

import java.time.Duration;
import org.openstm.device.HealthReport;

/// Result of a swap. In each case the device is served by exactly one driver afterwards.
public sealed interface SwapOutcome {
    /// @param from entry that served before
    /// @param to entry that serves now
    /// @param took from the stop of the old one to the passed check of the new one
    record Swapped(DeviceEntry from, DeviceEntry to, Duration took, HealthReport report) implements SwapOutcome {}

    /// The new device failed its health check; the old one serves again.
    ///
    /// @param restored whether the old device has answered since
    record RolledBack(DeviceEntry kept, HealthReport report, boolean restored) implements SwapOutcome {}

    /// Nothing was changed.
    ///
    /// @param why in English, for the engineer
    record Refused(String why) implements SwapOutcome {}
}
