package org.openstm.device.driver.receipt.escpos;

import org.openstm.device.Device;
import org.openstm.device.DeviceClass;
import org.openstm.device.link.LinkLost;
import org.openstm.device.spi.Driver;
import org.openstm.device.spi.DriverContext;
import org.openstm.print.render.EscPosRenderer;

/// Settings of the link: `profile`, `media`, `layout`, `hanzi`, `qr`, `cut`, `picture`, `status`, `process-id`,
/// `presenter`, and those of the serial link.
public final class EscPosDriver implements Driver {
    @Override
    public String name() {
        return "escpos";
    }

    @Override
    public DeviceClass deviceClass() {
        return DeviceClass.RECEIPT_PRINTER;
    }

    @Override
    public Device open(DriverContext context) throws LinkLost, InterruptedException {
        var settings = EscPosSettings.of(context.address().query());
        var link = context.openLink();
        boolean opened = false;
        try {
            var printer = new EscPosPrinter(new PrinterChannel(link, settings), settings, EscPosRenderer::toEscPos);
            opened = true;
            return printer;
        } finally {
            if (!opened) link.close();
        }
    }
}
