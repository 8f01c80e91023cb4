package org.openstm.device.driver.barcode.image;

import org.openstm.device.Device;
import org.openstm.device.DeviceClass;
import org.openstm.device.driver.camera.FrameStream;
import org.openstm.device.link.LinkLost;
import org.openstm.device.spi.Driver;
import org.openstm.device.spi.DriverContext;

/// Settings of the link: of a camera of this machine `width` and `height` (1920, 1080).
public final class CameraScannerDriver implements Driver {
    @Override
    public String name() {
        return "camera";
    }

    @Override
    public DeviceClass deviceClass() {
        return DeviceClass.BARCODE_READER;
    }

    @Override
    public Device open(DriverContext context) throws LinkLost, InterruptedException {
        return new CameraScanner(FrameStream.of(context));
    }
}
