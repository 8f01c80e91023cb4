package org.openstm.device.command;

import java.time.Duration;
import java.util.Map;
import org.openstm.device.Device;
import org.openstm.device.DeviceStatus;
import org.openstm.device.HealthLevel;
import org.openstm.device.HealthReport;

/// What the proxies of all classes have in common: their target does it.
interface PortProxy extends Device {
    CommandTarget target();

    @Override
    default DeviceStatus status(Duration patience) throws InterruptedException {
        return target().status(patience);
    }

    @Override
    default Map<String, String> capabilities() {
        return target().capabilities();
    }

    @Override
    default HealthReport checkHealth(HealthLevel level, Duration patience) throws InterruptedException {
        return target().checkHealth(level, patience);
    }

    @Override
    default Map<String, Long> statistics(Duration patience) throws InterruptedException {
        return target().statistics(patience);
    }

    @Override
    default void clear() throws InterruptedException {
        target().clear();
    }

    @Override
    default void reset(Duration patience) throws InterruptedException {
        target().reset(patience);
    }

    @Override
    default void close() {
        target().close();
    }
}
