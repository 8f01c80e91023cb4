package org.openstm.device.host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openstm.device.DeviceClass;
import org.openstm.device.spi.Driver;

/// Creates drivers that run in processes of their own; the entry point of this package.
public final class Hosts {
    private Hosts() {}

    /// A driver that runs in a host. Opening starts the host, closing the device ends it; when the host dies, the
    /// device reports a lost link and must be reopened. The driver is looked up in the host only.
    ///
    /// @param more a third party's jars and folders. They come after ours in the class path, so that they replace
    ///     nothing of ours and the start-up cache fits.
    public static Driver driver(DeviceClass deviceClass, String name, List<Path> more, HostSettings settings) {
        var classPath = new ArrayList<>(settings.classPath());
        classPath.addAll(more);
        return new HostedDriver(deviceClass, name, List.copyOf(classPath), settings);
    }
}
