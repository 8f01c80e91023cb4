package org.openstm.device.manager;

import java.util.Optional;
import org.openstm.device.spi.Driver;

/// Provides the driver of an entry: from this program, hosted or not, or from an installed bundle.
public interface DriverSource {
    /// @throws IllegalArgumentException if no driver may serve this entry; the message says why
    Driver driverFor(DeviceEntry entry);

    /// The reason why an existing driver must not be used for a device now. Asked before a swap closes the old one;
    /// may read files.
    default Optional<String> findObjection(DeviceEntry entry) {
        return Optional.empty();
    }
}
