package org.openstm.device.bundle;

import java.util.Map;
import java.util.Optional;
import org.openstm.device.DeviceClass;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.link.Plugged;
import org.openstm.device.manager.DeviceEntry;
import org.openstm.device.manager.DeviceView;

/// What is known of a device of this terminal, for rules to fit.
///
/// @param driver as `devices.yaml` names it
/// @param plugged what the kernel knows of it, where it is on the USB
/// @param facts what the device told of itself (`maker`, `model`, `reader`); empty while nobody
///     asked it
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

    /// A device that nobody opened.
    public static ObservedDevice of(DeviceEntry entry) {
        return of(entry.id(), entry.deviceClass(), entry.driver(), entry.link(), Map.of());
    }

    /// A device that was asked on some line, whatever `devices.yaml` says.
    ///
    /// @param facts what it told of itself
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
