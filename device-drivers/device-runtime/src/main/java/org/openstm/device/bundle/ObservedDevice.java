package org.openstm.device.bundle;

import java.util.Map;
import java.util.Optional;
import org.openstm.device.DeviceClass;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.link.Plugged;
import org.openstm.device.manager.DeviceEntry;
import org.openstm.device.manager.DeviceView;

/// Known facts about a device of this terminal, for matching rules.
///
/// @param driver driver in `devices.yaml`
/// @param plugged the kernel's data, if it is a USB device
/// @param facts the device's own data (`maker`, `model`, `reader`); empty before the first query
public record ObservedDevice(
        String id,
        DeviceClass deviceClass,
        String driver,
        LinkAddress link,
        Optional<Plugged> plugged,
        Map<String, String> facts) {
    public ObservedDevice {
        facts = Map.copyOf(facts);
    }

    public static ObservedDevice of(DeviceView view) {
        return of(
                view.id(),
                view.deviceClass(),
                view.driver(),
                LinkAddress.parse(view.link()),
                view.status().facts());
    }

    /// A device that was not opened.
    public static ObservedDevice of(DeviceEntry entry) {
        return of(entry.id(), entry.deviceClass(), entry.driver(), entry.link(), Map.of());
    }

    /// A device that was probed on some link, independent of `devices.yaml`.
    ///
    /// @param facts the device's own data
    public static ObservedDevice ofProbe(
            String id, DeviceClass deviceClass, LinkAddress link, Map<String, String> facts) {
        return of(id, deviceClass, "", link, facts);
    }

    private static ObservedDevice of(
            String id, DeviceClass deviceClass, String driver, LinkAddress link, Map<String, String> facts) {
        return new ObservedDevice(id, deviceClass, driver, link, Plugged.at(link), facts);
    }

    String factNamed(String name) {
        return facts.getOrDefault(name, "");
    }
}
