package org.openstm.device.driver.barcode.serial;

import org.openstm.device.Device;
import org.openstm.device.DeviceClass;
import org.openstm.device.driver.barcode.LineScanner;
import org.openstm.device.driver.barcode.ScannerFraming;
import org.openstm.device.link.LinkLost;
import org.openstm.device.spi.Driver;
import org.openstm.device.spi.DriverContext;

/// Settings of the link: `prefix`, `suffix` (hex, or `none`), `gap` (milliseconds), `aim=off`, and those of the
/// serial link.
public final class SerialScannerDriver implements Driver {
    @Override
    public String name() {
        return "serial";
    }

    @Override
    public DeviceClass deviceClass() {
        return DeviceClass.BARCODE_READER;
    }

    @Override
    public Device open(DriverContext context) throws LinkLost, InterruptedException {
        var framing = ScannerFraming.of(context.address());
        return new LineScanner(context.openLink(), framing);
    }
}
