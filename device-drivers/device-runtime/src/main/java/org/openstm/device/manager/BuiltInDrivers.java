package org.openstm.device.manager;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.openstm.device.DeviceClass;
import org.openstm.device.host.HostSettings;
import org.openstm.device.host.Hosts;
import org.openstm.device.spi.Driver;

/// The drivers of this program, in this process or each in a process of its own.
public final class BuiltInDrivers implements DriverSource {
    private final HostSettings hosts;

    public BuiltInDrivers() {
        this(HostSettings.standard());
    }

    /// @param hosts how the processes of drivers are started
    public BuiltInDrivers(HostSettings hosts) {
        this.hosts = hosts;
    }

    @Override
    public Driver driverFor(DeviceEntry entry) {
        var ours = driverNamed(entry.deviceClass(), entry.driver());
        return entry.isHosted() ? Hosts.driver(entry.deviceClass(), entry.driver(), List.of(), hosts) : ours;
    }

    public static List<Driver> allDrivers() {
        return ServiceLoader.load(Driver.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(Driver::deviceClass).thenComparing(Driver::name))
                .toList();
    }

    /// @throws IllegalArgumentException if there is no such driver; the message lists those of the class
    public static Driver driverNamed(DeviceClass deviceClass, String name) {
        var ofClass = allDrivers().stream()
                .filter(driver -> driver.deviceClass() == deviceClass)
                .toList();
        return ofClass.stream()
                .filter(driver -> driver.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no driver " + name + " for a " + deviceClass.text()
                        + " (there is: " + ofClass.stream().map(Driver::name).collect(Collectors.joining(", ")) + ")"));
    }
}
