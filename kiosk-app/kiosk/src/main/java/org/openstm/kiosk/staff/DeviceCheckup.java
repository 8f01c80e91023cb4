package org.openstm.kiosk.staff;

import java.util.List;

/// Result of a health check of one device.
///
/// @param level `internal`, `external`, `interactive`
public record DeviceCheckup(String device, String deviceClass, String level, boolean healthy, List<CheckupStep> steps) {
    public DeviceCheckup {
        steps = List.copyOf(steps);
    }

    /// @param detail in English; no personal data
    public record CheckupStep(String name, boolean passed, String detail) {}
}
