package org.openstm.device;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Common interface of all ports.
public interface Device extends AutoCloseable {
    DeviceClass deviceClass();

    /// Queries the status. Returns within `patience` plus 250 ms; a device that does not answer is
    /// [DeviceState#UNKNOWN] or [DeviceState#NO_DEVICE], never an exception.
    DeviceStatus status(Duration patience) throws InterruptedException;

    /// Capabilities found when the device was opened: `charset`, `qr`, `process-id`, `cutter` ... with the same
    /// keys as the claims in a bundle's manifest, so that the two can be compared.
    default Map<String, String> capabilities() {
        return Map.of();
    }

    /// Checks the device to the given depth. A step that this device does not have is left out, not passed.
    ///
    /// @param patience for all steps together, including the wait for a person in an interactive step
    default HealthReport checkHealth(HealthLevel level, Duration patience) throws InterruptedException {
        return HealthReport.of(level, List.of(HealthReport.statusStep(status(patience))));
    }

    /// The device's own counters (`lines-fed`, `cuts`, `hours-on`), empty where it keeps none or does not answer.
    default Map<String, Long> statistics(Duration patience) throws InterruptedException {
        return Map.of();
    }

    /// Clears the last citizen's data: buffered codes, half a print, the card that was read.
    default void clear() throws InterruptedException {}

    /// Resets the device to its power-on state, as far as its protocol can.
    default void reset(Duration patience) throws InterruptedException {}

    /// Closes the link. Idempotent; may be called from another thread to free a stuck one.
    @Override
    void close();
}
