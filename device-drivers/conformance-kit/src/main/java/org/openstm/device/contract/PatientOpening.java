package org.openstm.device.contract;

import java.time.Duration;
import org.openstm.device.Device;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkLost;
import org.openstm.device.spi.Driver;
import org.openstm.device.spi.DriverContext;

/// Opens a device as the device manager does: a link that cannot be had yet is tried again. A process that has just
/// started loads classes, and on a loaded machine that takes longer than a driver waits for its peer.
final class PatientOpening {
    static final Duration PATIENCE = Duration.ofSeconds(40);

    private static final long PAUSE_MILLIS = 500;

    private PatientOpening() {}

    /// @throws LinkLost when no attempt within [#PATIENCE] succeeded
    static Device openDevice(Driver driver, DriverContext context) throws LinkLost, InterruptedException {
        var until = Deadline.in(PATIENCE);
        while (true)
            try {
                return driver.open(context);
            } catch (LinkLost lost) {
                if (until.over()) throw lost;
                Thread.sleep(PAUSE_MILLIS);
            }
    }
}
