package org.openstm.device.desk;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.openstm.device.Fault;
import org.openstm.device.HealthLevel;
import org.openstm.device.HealthReport;

/// A health check on the lane, and a report also when it could not be made.
final class Health {
    private Health() {}

    static HealthReport check(Use use, HealthLevel level, Duration patience) throws InterruptedException {
        return use.use(
                patience,
                device -> device.checkHealth(level, patience),
                _ -> Optional.empty(),
                fault -> failed(level, fault),
                fault -> failed(level, fault));
    }

    static HealthReport failed(HealthLevel level, Fault fault) {
        return HealthReport.of(
                level, List.of(new HealthReport.Step("reach", false, fault.code() + ": " + fault.detail())));
    }
}
