package org.openstm.device;

import java.util.List;
import java.util.Map;

/// A device's answer to a status query, never older than the call that returned it.
///
/// @param faults faults, worst first
/// @param facts further facts (`paper` = `full|low|out|unknown`, `maker`, `model`, `serial`, `firmware`, `charset`,
///     `sam`); keys and values in kebab case or in the device's spelling
public record DeviceStatus(DeviceState state, List<Fault> faults, Map<String, String> facts) {
    public DeviceStatus {
        faults = List.copyOf(faults);
        facts = Map.copyOf(facts);
    }

    public static DeviceStatus of(DeviceState state, Fault... faults) {
        return new DeviceStatus(state, List.of(faults), Map.of());
    }

    /// Whether the device can do its work now.
    public boolean usable() {
        return state == DeviceState.ONLINE || state == DeviceState.DEVICE_BUSY;
    }
}
