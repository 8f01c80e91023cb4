package org.openstm.device.bundle;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openstm.device.Device;
import org.openstm.device.DeviceClass;
import org.openstm.device.desk.DeviceEntry;
import org.openstm.device.desk.DriverSource;
import org.openstm.device.host.HostSettings;
import org.openstm.device.host.Hosts;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.link.LinkLost;
import org.openstm.device.spi.Driver;
import org.openstm.device.spi.DriverContext;

/// Drivers for a desk: what is named with a version comes from the store and runs in a process of its own, everything
/// else from this program.
///
/// @param ours for entries that name no version
public record BundleSource(BundleStore store, DriverSource ours, HostSettings hosts) implements DriverSource {
    /// Only whether it is there: a byte that changed on disk costs its own device and not the start of the terminal.
    @Override
    public Driver driverFor(DeviceEntry entry) {
        if (!entry.bundled()) return ours.driverFor(entry);
        try {
            var name = BundleName.parse(entry.driver());
            if (!store.has(name)) throw new IllegalArgumentException(said(name + " is not installed"));
            return new Bundled(name, entry.deviceClass());
        } catch (BundleRefused wrong) {
            throw new IllegalArgumentException(said(wrong.fault().detail()), wrong);
        }
    }

    private static String said(String why) {
        return "no such driver: " + why;
    }

    @Override
    public Optional<String> objection(DeviceEntry entry) {
        if (!entry.bundled()) return ours.objection(entry);
        try {
            checked(BundleName.parse(entry.driver()), entry.deviceClass(), entry.link());
            return Optional.empty();
        } catch (BundleRefused refused) {
            return Optional.of(refused.fault().code() + ": " + refused.fault().detail());
        }
    }

    private Bundle checked(BundleName name, DeviceClass deviceClass, LinkAddress link) throws BundleRefused {
        var bundle = store.whole(name);
        var manifest = bundle.manifest();
        if (manifest.deviceClass() != deviceClass)
            throw new BundleRefused(
                    Reason.CLASS_UNFIT,
                    name + " is for a " + manifest.deviceClass().text() + ", not for a " + deviceClass.text());
        manifest.check(link);
        return bundle;
    }

    private List<Path> jars(Bundle bundle) {
        var folder = store.place(bundle.manifest().name());
        var jars = new ArrayList<Path>();
        // a service's jpos.xml is looked for where classes are
        if (bundle.manifest().service()) jars.add(folder);
        for (var jar : bundle.jars()) jars.add(folder.resolve(jar));
        return jars;
    }

    /// A driver in the store. It is checked whenever the device is opened, since that is when its code is loaded.
    private final class Bundled implements Driver {
        private final BundleName name;
        private final DeviceClass deviceClass;

        Bundled(BundleName name, DeviceClass deviceClass) {
            this.name = name;
            this.deviceClass = deviceClass;
        }

        @Override
        public String name() {
            return name.toString();
        }

        @Override
        public DeviceClass deviceClass() {
            return deviceClass;
        }

        @Override
        public Device open(DriverContext context) throws LinkLost, InterruptedException {
            try {
                var bundle = checked(name, deviceClass, context.address());
                return Hosts.driver(
                                deviceClass,
                                bundle.manifest().driver(),
                                jars(bundle),
                                bundle.manifest().service() ? hosts.with(libraries()) : hosts)
                        .open(context);
            } catch (BundleRefused refused) {
                throw new LinkLost(
                        refused.fault().code() + ": " + refused.fault().detail(), refused);
            }
        }

        /// Many a service has a native part, beside its jars.
        private String libraries() {
            return "-Djava.library.path=" + store.place(name).resolve("lib");
        }
    }
}
