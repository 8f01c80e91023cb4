package org.openstm.device.driver.chipcard.pcsc;

import org.openstm.device.Device;
import org.openstm.device.DeviceClass;
import org.openstm.device.driver.chipcard.CardSlotReader;
import org.openstm.device.link.LinkLost;
import org.openstm.device.spi.Driver;
import org.openstm.device.spi.DriverContext;

/// Settings of the link: `socket` = socket of `pcscd`, if not the default; `lying=read` = a card that is in at
/// opening is read, too; `csca` = a folder with the certificates of countries that sign travel documents.
public final class PcscDriver implements Driver {
    @Override
    public String name() {
        return "pcsc";
    }

    @Override
    public DeviceClass deviceClass() {
        return DeviceClass.CHIP_CARD_READER;
    }

    @Override
    public Device open(DriverContext context) throws LinkLost, InterruptedException {
        var slot = context.openSlot();
        boolean opened = false;
        try {
            var reader = CardSlotReader.createReader(slot, context.address());
            opened = true;
            return reader;
        } finally {
            if (!opened) slot.close();
        }
    }
}
