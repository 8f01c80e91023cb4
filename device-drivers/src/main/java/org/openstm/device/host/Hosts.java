package org.openstm.device.host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openstm.device.DeviceClass;
import org.openstm.device.spi.Driver;

/// Drivers in processes of their own; the door into this package.
public final class Hosts {
    private Hosts() {}

    /// A driver that works in a host. Opening starts the host, closing the device ends it; when the
    /// host dies the device reports a lost link and is to be opened anew. The driver is looked for
    /// in the host only.
    ///
    /// @param more a third party's jars and folders. They come behind ours, so that they replace
    ///     nothing of ours and the start-up cache fits.
    public static Driver driver(DeviceClass deviceClass, String name, List<Path> more, HostSettings settings) {
        var classPath = new ArrayList<>(settings.classPath());
        classPath.addAll(more);
        return new HostedDriver(deviceClass, name, List.copyOf(classPath), settings);
    }
}
