package org.openstm.kiosk.staff;

import java.util.List;
import java.util.Optional;

/// How the swap itself went.
///
/// @param from driver that served before
/// @param to driver that was to serve
/// @param link on which
/// @param steps of the check of the new one
/// @param millis for which nobody could have been served
/// @param restored whether the old one answers again, where it went back
/// @param why code of what hindered it before anything was touched, or empty
/// @param detail of that, in English
/// @param filed where it went back: how that stands written
public record DriverSwapTrial(
        TrialOutcome outcome,
        String from,
        String to,
        String link,
        List<DeviceCheckup.CheckupStep> steps,
        long millis,
        boolean restored,
        String why,
        String detail,
        Optional<DriverSwapVerdict> filed) {
    /// How it ended.
    public enum TrialOutcome {
        /// The new one has passed and serves on trial; nobody has said yet that it stays.
        PASSED,
        /// The new one did not pass, the old one is back.
        ROLLED_BACK,
        /// Nothing was touched.
        REFUSED
    }

    public DriverSwapTrial {
        steps = List.copyOf(steps);
    }
}
