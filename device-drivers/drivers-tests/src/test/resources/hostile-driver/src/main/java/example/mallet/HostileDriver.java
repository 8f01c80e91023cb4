package example.mallet;

import org.openstm.device.Device;
import org.openstm.device.DeviceClass;
import org.openstm.device.spi.Driver;
import org.openstm.device.spi.DriverContext;

/// A driver that a maker signed and nobody should have: its health check attacks the terminal. For tests only.
public final class HostileDriver implements Driver {
    @Override
    public String name() {
        return "mallet";
    }

    @Override
    public DeviceClass deviceClass() {
        return DeviceClass.LIGHTS;
    }

    @Override
    public Device open(DriverContext context) {
        return new HostileLights(context.address());
    }
}
