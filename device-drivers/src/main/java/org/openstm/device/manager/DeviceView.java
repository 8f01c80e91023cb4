package org.openstm.device.manager;

import java.time.Duration;
import java.util.Map;
import org.openstm.device.Camera;
import org.openstm.device.DeviceClass;
import org.openstm.device.DeviceState;
import org.openstm.device.DeviceStatus;
import org.openstm.device.link.LinkAddress;

/// What staff see of a device.
///
/// @param link as configured
/// @param status the last one known
/// @param age how old it is
/// @param claimedBy who holds it, or empty
/// @param awaitedBy who waits for the session that runs to let go of it, or empty; the next session
///     does not get it
/// @param enabled false while it is taken out of service
/// @param lent while a tool of its maker has its line
/// @param counts what the desk has counted of it
/// @param capabilities what the device was found to be able to do
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

    /// Whether it is a camera that sees such things.
    public boolean hasView(Camera.View view) {
        return new DeviceEntry(id, deviceClass, driver, LinkAddress.parse(link)).hasView(view);
    }

    /// Whether sessions are served by it now. One that has not been asked yet is given the benefit
    /// of the doubt; one that did not answer is not.
    public boolean isServing() {
        var state = status.state();
        boolean notAsked = (state == DeviceState.UNKNOWN || state == DeviceState.STARTING)
                && status.faults().isEmpty();
        return enabled && (status.usable() || notAsked) && lifecycle != DeviceLifecycle.CLAIMED;
    }
}
