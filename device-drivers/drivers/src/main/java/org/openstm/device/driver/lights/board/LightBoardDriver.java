package org.openstm.device.driver.lights.board;

import org.openstm.device.Device;
import org.openstm.device.DeviceClass;
import org.openstm.device.link.LinkLost;
import org.openstm.device.spi.Driver;
import org.openstm.device.spi.DriverContext;

/// Settings of the link: those of the serial link.
public final class LightBoardDriver implements Driver {
    @Override
    public String name() {
        return "board";
    }

    @Override
    public DeviceClass deviceClass() {
        return DeviceClass.LIGHTS;
    }

    @Override
    public Device open(DriverContext context) throws LinkLost, InterruptedException {
        var exchange = new BoardExchange(context.openLink());
        boolean opened = false;
        try {
            var board = LightBoard.openBoard(exchange);
            opened = true;
            return board;
        } finally {
            if (!opened) exchange.close();
        }
    }
}
