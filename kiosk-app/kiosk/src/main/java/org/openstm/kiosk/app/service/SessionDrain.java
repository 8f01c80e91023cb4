package org.openstm.kiosk.app.service;

import java.time.Duration;
import org.openstm.device.manager.DeviceDrain;
import org.openstm.device.manager.DeviceEntry;
import org.openstm.kiosk.engine.DeviceRequirement;
import org.openstm.kiosk.engine.SessionLoop;

/// Releases a device when the current session does not need it any more.
public record SessionDrain(SessionLoop loop) implements DeviceDrain {
    private static final long LOOK_MILLIS = 100;

    @Override
    public boolean awaitAcknowledgement(DeviceEntry entry, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (DeviceRequirement.isNeeded(loop.session(), entry.deviceClass())) {
            if (System.nanoTime() >= end) return false;
            Thread.sleep(LOOK_MILLIS);
        }
        return true;
    }
}
