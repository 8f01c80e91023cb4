package org.openstm.device.driver.document.ipp;

import java.time.Duration;
import org.openstm.device.Device;
import org.openstm.device.DeviceClass;
import org.openstm.device.DeviceState;
import org.openstm.device.link.LinkLost;
import org.openstm.device.spi.Driver;
import org.openstm.device.spi.DriverContext;

/// The link is `ipp://host:631/ipp/print`.
public final class IppDriver implements Driver {
    private static final Duration OPENING = Duration.ofSeconds(4);

    @Override
    public String name() {
        return "ipp";
    }

    @Override
    public DeviceClass deviceClass() {
        return DeviceClass.DOCUMENT_PRINTER;
    }

    @Override
    public Device open(DriverContext context) throws LinkLost, InterruptedException {
        var scheme = context.address().scheme();
        if (!scheme.equals("ipp") && !scheme.equals("ipps"))
            throw new IllegalArgumentException(
                    "a document printer's link is ipp://host/ipp/print, or ipps://host/ipp/print?ca=FILE");
        var printer = new IppPrinter(new IppClient(context.address()));
        boolean there = false;
        try {
            there = printer.status(OPENING).state() != DeviceState.NO_DEVICE;
        } finally {
            if (!there) printer.close();
        }
        if (!there) throw new LinkLost(context.address() + " cannot be reached");
        return printer;
    }
}
