package org.openstm.device;

import java.util.List;

/// Result of a health check.
///
/// @param healthy whether every step passed
/// @param steps steps in order
public record HealthReport(HealthLevel level, boolean healthy, List<Step> steps) {
    public HealthReport {
        steps = List.copyOf(steps);
    }

    /// @param name in kebab case: `status`, `test-print`, `self-test`
    /// @param passed whether the step succeeded
    /// @param detail for staff and reports, in English; never holds personal data
    public record Step(String name, boolean passed, String detail) {}

    public static HealthReport of(HealthLevel level, List<Step> steps) {
        return new HealthReport(level, steps.stream().allMatch(Step::passed), steps);
    }

    /// The status step, which every device supports.
    public static Step statusStep(DeviceStatus status) {
        var faults = status.faults().stream().map(Fault::code).toList();
        return new Step("status", status.usable(), status.state() + (faults.isEmpty() ? "" : " " + faults));
    }
}
