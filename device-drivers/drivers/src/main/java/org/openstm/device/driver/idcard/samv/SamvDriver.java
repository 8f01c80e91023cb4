package org.openstm.device.driver.idcard.samv;

import org.openstm.device.Device;
import org.openstm.device.DeviceClass;
import org.openstm.device.link.LinkLost;
import org.openstm.device.spi.Driver;
import org.openstm.device.spi.DriverContext;

/// Settings of the link: `baud` (serial), `sam` = the accepted module number, in the form of the label.
public final class SamvDriver implements Driver {
    @Override
    public String name() {
        return "samv";
    }

    @Override
    public DeviceClass deviceClass() {
        return DeviceClass.ID_CARD_READER;
    }

    @Override
    public Device open(DriverContext context) throws LinkLost, InterruptedException {
        var link = context.openLink();
        boolean opened = false;
        try {
            var reader = new SamvReader(link, context.address().setting("sam", ""));
            reader.readSamId();
            opened = true;
            return reader;
        } finally {
            if (!opened) link.close();
        }
    }
}
