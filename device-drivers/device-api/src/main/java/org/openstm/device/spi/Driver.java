package org.openstm.device.spi;

import org.openstm.device.Device;
import org.openstm.device.DeviceClass;
import org.openstm.device.link.LinkLost;

/// Driver for one protocol and one device class. Registered in `META-INF/services/org.openstm.device.spi.Driver`.
public interface Driver {
    /// Name in `devices.yaml`, kebab case: `samv`, `escpos`, `ipp`.
    String name();

    DeviceClass deviceClass();

    /// Opens the link and probes the device. The returned device implements the port of its class.
    ///
    /// @throws LinkLost if the device cannot be reached; the device manager tries again
    /// @throws IllegalArgumentException if a setting of the link makes no sense
    Device open(DriverContext context) throws LinkLost, InterruptedException;
}
