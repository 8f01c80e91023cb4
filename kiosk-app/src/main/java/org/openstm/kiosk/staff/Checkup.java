package org.openstm.kiosk.staff;

import java.util.List;

/// What a health check of one device found.
///
/// @param level `internal`, `external`, `interactive`
public record Checkup(String device, String deviceClass, String level, boolean healthy, List<Step> steps) {
    public Checkup {
        steps = List.copyOf(steps);
    }

    /// @param detail in English; no personal data
    public record Step(String name, boolean passed, String detail) {}
}
