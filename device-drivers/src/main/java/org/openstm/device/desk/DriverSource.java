package org.openstm.device.desk;

import org.openstm.device.spi.Driver;

/// Where a desk gets the driver of an entry: from this program, hosted or not, or from an installed bundle.
public interface DriverSource {
    /// @throws IllegalArgumentException if there is none that may serve this entry; the message says why
    Driver driverFor(DeviceEntry entry);
}
