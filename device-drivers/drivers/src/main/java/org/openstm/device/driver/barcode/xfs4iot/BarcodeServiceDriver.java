package org.openstm.device.driver.barcode.xfs4iot;

import java.util.List;
import org.openstm.device.Device;
import org.openstm.device.DeviceClass;
import org.openstm.device.driver.xfs4iot.XfsServiceFinder;
import org.openstm.device.link.LinkLost;
import org.openstm.device.spi.Driver;
import org.openstm.device.spi.DriverContext;

/// The link is `ws://HOST:PORT/xfs4iot/v1.0/NAME`, or `ws://HOST` to look for it. Settings: `service`, `ca`.
public final class BarcodeServiceDriver implements Driver {
    @Override
    public String name() {
        return "xfs4iot";
    }

    @Override
    public DeviceClass deviceClass() {
        return DeviceClass.BARCODE_READER;
    }

    @Override
    public Device open(DriverContext context) throws LinkLost, InterruptedException {
        var service = XfsServiceFinder.open(context, "BarcodeReader", true, _ -> {});
        boolean opened = false;
        try {
            service.requireCommands(List.of("BarcodeReader.Read"));
            opened = true;
            return new XfsScanner(service);
        } finally {
            if (!opened) service.close();
        }
    }
}
