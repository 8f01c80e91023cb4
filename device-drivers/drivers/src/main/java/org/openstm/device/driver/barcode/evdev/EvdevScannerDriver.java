package org.openstm.device.driver.barcode.evdev;

import org.openstm.device.Device;
import org.openstm.device.DeviceClass;
import org.openstm.device.driver.barcode.LineScanner;
import org.openstm.device.driver.barcode.ScannerFraming;
import org.openstm.device.link.LinkLost;
import org.openstm.device.spi.Driver;
import org.openstm.device.spi.DriverContext;

/// Settings of the link: those of [ScannerFraming]; the key Enter is the byte 0D. The scanner must use the US
/// keyboard layout.
public final class EvdevScannerDriver implements Driver {
    @Override
    public String name() {
        return "evdev";
    }

    @Override
    public DeviceClass deviceClass() {
        return DeviceClass.BARCODE_READER;
    }

    @Override
    public Device open(DriverContext context) throws LinkLost, InterruptedException {
        var framing = ScannerFraming.of(context.address());
        return new LineScanner(new KeyEventLink(context.openLink()), framing);
    }
}
