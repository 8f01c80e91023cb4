package org.openstm.device.driver.receipt.xfs4iot;

import org.openstm.device.Device;
import org.openstm.device.DeviceClass;
import org.openstm.device.driver.xfs4iot.XfsServiceFinder;
import org.openstm.device.link.LinkLost;
import org.openstm.device.spi.Driver;
import org.openstm.device.spi.DriverContext;
import org.openstm.print.Media;

/// The link is `ws://HOST:PORT/xfs4iot/v1.0/NAME`, or `ws://HOST` to look for it. Settings: `service`, `ca`,
/// `media` (thermal-80, thermal-58, roll-DOTS-DPI), `language` (`none`: forms; `escpos`: the printer's language).
public final class ReceiptServiceDriver implements Driver {
    @Override
    public String name() {
        return "xfs4iot";
    }

    @Override
    public DeviceClass deviceClass() {
        return DeviceClass.RECEIPT_PRINTER;
    }

    @Override
    public Device open(DriverContext context) throws LinkLost, InterruptedException {
        var address = context.address();
        var media = Media.named(address.setting("media", Media.THERMAL_80.name()));
        if (!media.roll()) throw new IllegalArgumentException("a receipt printer's media is a roll");
        var language = PrinterLanguage.parse(address.setting("language", "none"));
        var service = XfsServiceFinder.open(context, "Printer", false, _ -> {});
        boolean opened = false;
        try {
            var printer = new XfsPrinter(service, media, language.createPrintMethod(service, media));
            opened = true;
            return printer;
        } finally {
            if (!opened) service.close();
        }
    }
}
