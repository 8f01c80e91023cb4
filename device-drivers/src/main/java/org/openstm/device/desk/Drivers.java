package org.openstm.device.desk;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.openstm.device.DeviceClass;
import org.openstm.device.spi.Driver;

/// The drivers of this program.
public final class Drivers implements DriverSource {
    /// A new desk's own drivers, found once.
    public Drivers() {}

    @Override
    public Driver driverFor(DeviceEntry entry) {
        return named(entry.deviceClass(), entry.driver());
    }

    public static List<Driver> all() {
        return ServiceLoader.load(Driver.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(Driver::deviceClass).thenComparing(Driver::name))
                .toList();
    }

    /// @throws IllegalArgumentException if there is none; the message lists those of the class
    public static Driver named(DeviceClass deviceClass, String name) {
        var ofClass = all().stream()
                .filter(driver -> driver.deviceClass() == deviceClass)
                .toList();
        return ofClass.stream()
                .filter(driver -> driver.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no driver " + name + " for a " + deviceClass.text()
                        + " (there is: " + ofClass.stream().map(Driver::name).collect(Collectors.joining(", ")) + ")"));
    }
}
