package org.openstm.device.desk;

import org.openstm.device.DeviceClass;
import org.openstm.device.link.LinkAddress;

/// One device of a terminal, as `devices.yaml` names it.
///
/// @param driver name of the driver, for example `samv`
public record DeviceEntry(String id, DeviceClass deviceClass, String driver, LinkAddress link) {
    public DeviceEntry {
        if (!id.matches("[a-z][a-z0-9-]{0,31}"))
            throw new IllegalArgumentException("a device's id is lower case letters, digits and hyphens, not: " + id);
    }
}
