package org.openstm.device.driver.camera.mjpeg;

import org.openstm.device.Device;
import org.openstm.device.DeviceClass;
import org.openstm.device.driver.camera.FrameStream;
import org.openstm.device.link.LinkLost;
import org.openstm.device.spi.Driver;
import org.openstm.device.spi.DriverContext;

/// Settings of the link: `sharpness`, below which a picture is too blurred (4), and of a camera of this machine
/// `width` and `height` (1920, 1080).
public final class MjpegDriver implements Driver {
    /// Measured on drawn pictures, see the package.
    private static final int LEAST_SHARPNESS = 4;

    @Override
    public String name() {
        return "mjpeg";
    }

    @Override
    public DeviceClass deviceClass() {
        return DeviceClass.CAMERA;
    }

    @Override
    public Device open(DriverContext context) throws LinkLost, InterruptedException {
        int sharpness = context.address().number("sharpness", LEAST_SHARPNESS);
        return new StreamCamera(FrameStream.of(context), sharpness);
    }
}
