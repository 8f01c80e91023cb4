package org.openstm.kiosk.staff;

import java.util.List;
import java.util.Optional;

/// Result of the swap itself.
///
/// @param from previous driver
/// @param to new driver
/// @param link link of the new driver
/// @param steps steps of the new driver's check
/// @param millis time for which the device was unavailable
/// @param restored after a rollback, whether the previous driver answers again
/// @param why code of the reason why nothing was changed, or empty
/// @param detail details of that, in English
/// @param filed after a rollback, its report
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
    /// Outcome.
    public enum TrialOutcome {
        /// The new driver has passed and is on trial; it is not confirmed yet.
        PASSED,
        /// The new driver did not pass, the previous one is back.
        ROLLED_BACK,
        /// Nothing was changed.
        REFUSED
    }

    public DriverSwapTrial {
        steps = List.copyOf(steps);
    }
}
