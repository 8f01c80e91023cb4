package org.openstm.device.spi;

import org.openstm.device.Device;
import org.openstm.device.DeviceClass;
import org.openstm.device.link.LinkLost;

/// Speaks one protocol to one class of device. Registered in `META-INF/services/org.openstm.device.spi.Driver`.
public interface Driver {
    /// As in `devices.yaml`, kebab case: `samv`, `escpos`, `ipp`.
    String name();

    DeviceClass deviceClass();

    /// Opens the link and finds out what is there. The device implements the port of its class.
    ///
    /// @throws LinkLost if nothing can be reached; the desk tries again
    /// @throws IllegalArgumentException if a setting of the link makes no sense
    Device open(DriverContext context) throws LinkLost, InterruptedException;
}
