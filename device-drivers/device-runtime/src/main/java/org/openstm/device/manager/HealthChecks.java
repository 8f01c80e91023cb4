package org.openstm.device.manager;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.openstm.device.Fault;
import org.openstm.device.HealthLevel;
import org.openstm.device.HealthReport;

/// Runs a health check on the executor; returns a report also when the check could not run.
final class HealthChecks {
    private HealthChecks() {}

    static HealthReport checkDevice(DeviceAccess use, HealthLevel level, Duration patience)
            throws InterruptedException {
        return use.useDevice(
                patience,
                device -> device.checkHealth(level, patience),
                _ -> Optional.empty(),
                fault -> failedReport(level, fault),
                fault -> failedReport(level, fault));
    }

    static HealthReport failedReport(HealthLevel level, Fault fault) {
        return HealthReport.of(
                level, List.of(new HealthReport.Step("reach", false, fault.code() + ": " + fault.detail())));
    }
}
