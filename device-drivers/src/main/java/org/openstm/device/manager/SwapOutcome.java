package org.openstm.device.manager;

import java.time.Duration;
import org.openstm.device.HealthReport;

/// How a swap ended. Whatever it was, the device is served by exactly one driver afterwards.
public sealed interface SwapOutcome {
    /// @param from what served before
    /// @param to what serves now
    /// @param took from the stop of the old one to the passed check of the new one
    record Swapped(DeviceEntry from, DeviceEntry to, Duration took, HealthReport report) implements SwapOutcome {}

    /// The new one did not pass its check; the old one serves again.
    ///
    /// @param restored whether the old one has answered since
    record RolledBack(DeviceEntry kept, HealthReport report, boolean restored) implements SwapOutcome {}

    /// Nothing was touched.
    ///
    /// @param why in English, for the engineer
    record Refused(String why) implements SwapOutcome {}
}
