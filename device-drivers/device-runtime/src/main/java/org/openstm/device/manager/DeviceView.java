package org.openstm.device.manager;

import java.time.Duration;
import java.util.Map;
import org.openstm.device.Camera;
import org.openstm.device.DeviceClass;
import org.openstm.device.DeviceState;
import org.openstm.device.DeviceStatus;
import org.openstm.device.link.LinkAddress;

/// A device as shown to staff.
///
/// @param link as configured
/// @param status last known status
/// @param age age of the status
/// @param claimedBy owner of the claim, or empty
/// @param awaitedBy name of the one who waits for the running session to release it, or empty; the next session
///     does not get it
/// @param enabled false while it is taken out of service
/// @param lent true while a tool of its maker has its link
/// @param counts the device manager's counters
/// @param capabilities capabilities found when it was opened
public record DeviceView(
        String id,
        DeviceClass deviceClass,
        String driver,
        String link,
        DeviceLifecycle lifecycle,
        DeviceStatus status,
        Duration age,
        String claimedBy,
        String awaitedBy,
        boolean enabled,
        boolean lent,
        Map<String, Long> counts,
        Map<String, String> capabilities) {
    public DeviceView {
        counts = Map.copyOf(counts);
        capabilities = Map.copyOf(capabilities);
    }

    /// Whether this is a camera with that view.
    public boolean hasView(Camera.View view) {
        return new DeviceEntry(id, deviceClass, driver, LinkAddress.parse(link)).hasView(view);
    }

    /// Whether sessions are served by it now: true before its first status, false when it did not answer.
    public boolean isServing() {
        var state = status.state();
        boolean notAsked = (state == DeviceState.UNKNOWN || state == DeviceState.STARTING)
                && status.faults().isEmpty();
        return enabled && (status.usable() || notAsked) && lifecycle != DeviceLifecycle.CLAIMED;
    }
}
