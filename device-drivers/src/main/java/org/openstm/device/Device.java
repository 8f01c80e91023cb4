package org.openstm.device;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What every port has in common.
public interface Device extends AutoCloseable {
    DeviceClass deviceClass();

    /// Asks the device. Returns within `patience` plus 250 ms; a device that does not answer is
    /// [DeviceState#UNKNOWN] or [DeviceState#NO_DEVICE], never an exception.
    DeviceStatus status(Duration patience) throws InterruptedException;

    /// What this unit can do, as found out when it was opened: `charset`, `qr`, `process-id`,
    /// `cutter` ... The same keys as a bundle's manifest claims, so that the two can be compared.
    default Map<String, String> capabilities() {
        return Map.of();
    }

    /// Checks the device as deep as asked. A step that this device has not is left out, not passed.
    ///
    /// @param patience for all steps; an interactive step waits at most so long for the person
    default HealthReport checkHealth(HealthLevel level, Duration patience) throws InterruptedException {
        return HealthReport.of(level, List.of(HealthReport.statusStep(status(patience))));
    }

    /// The device's own counters (`lines-fed`, `cuts`, `hours-on`), empty where it keeps none or does not answer.
    default Map<String, Long> statistics(Duration patience) throws InterruptedException {
        return Map.of();
    }

    /// Forgets what belongs to the last citizen: buffered codes, half a print, the card that was read.
    default void clearDevices() throws InterruptedException {}

    /// Brings the device to its state after power-on, as far as its protocol can.
    default void reset(Duration patience) throws InterruptedException {}

    /// Lets go of the link. Idempotent, and may be called from another thread to free a stuck one.
    @Override
    void close();
}
