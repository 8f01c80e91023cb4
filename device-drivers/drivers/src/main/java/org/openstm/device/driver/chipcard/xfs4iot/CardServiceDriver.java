package org.openstm.device.driver.chipcard.xfs4iot;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.openstm.device.Device;
import org.openstm.device.DeviceClass;
import org.openstm.device.driver.chipcard.CardSlotReader;
import org.openstm.device.driver.xfs4iot.XfsServiceFinder;
import org.openstm.device.link.LinkLost;
import org.openstm.device.spi.Driver;
import org.openstm.device.spi.DriverContext;

/// The link is `ws://HOST:PORT/xfs4iot/v1.0/NAME`, or `ws://HOST` to look for it. Settings: `service`, `ca`;
/// `lying=read` = a card that is in at opening is read, too; `csca` = a folder with the certificates of countries
/// that sign travel documents.
public final class CardServiceDriver implements Driver {
    private static final String REMOVED = "CardReader.MediaRemovedEvent";

    @Override
    public String name() {
        return "xfs4iot";
    }

    @Override
    public DeviceClass deviceClass() {
        return DeviceClass.CHIP_CARD_READER;
    }

    @Override
    public Device open(DriverContext context) throws LinkLost, InterruptedException {
        var removed = new AtomicBoolean();
        var service = XfsServiceFinder.open(context, "CardReader", true, event -> {
            if (event.equals(REMOVED)) removed.set(true);
        });
        boolean opened = false;
        try {
            service.requireCommands(List.of("CardReader.ChipPower", "CardReader.ChipIO"));
            var slot = new XfsCardSlot(service, removed);
            if (slot.isHolding()) service.requireCommands(List.of("CardReader.ReadRawData", "CardReader.Move"));
            var reader = CardSlotReader.createReader(slot, context.address());
            opened = true;
            return new XfsCardReader(service, slot, reader);
        } finally {
            if (!opened) service.close();
        }
    }
}
