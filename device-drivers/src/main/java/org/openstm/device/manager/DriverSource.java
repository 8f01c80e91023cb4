package org.openstm.device.manager;

import java.util.Optional;
import org.openstm.device.spi.Driver;

/// Where a desk gets the driver of an entry: from this program, hosted or not, or from an installed bundle.
public interface DriverSource {
    /// @throws IllegalArgumentException if there is none that may serve this entry; the message says why
    Driver driverFor(DeviceEntry entry);

    /// Why the driver, although there is one, must not be put under a device now. Asked before a swap takes the
    /// old one away; may read files.
    default Optional<String> findObjection(DeviceEntry entry) {
        return Optional.empty();
    }
}
