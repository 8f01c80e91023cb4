package org.openstm.device;

import java.time.Duration;

/// What every port has in common.
public interface Device extends AutoCloseable {
    DeviceClass deviceClass();

    /// Asks the device. Returns within `patience` plus 250 ms; a device that does not answer is
    /// [DeviceState#UNKNOWN] or [DeviceState#NO_DEVICE], never an exception.
    DeviceStatus status(Duration patience) throws InterruptedException;

    /// Lets go of the link. Idempotent, and may be called from another thread to free a stuck one.
    @Override
    void close();
}
